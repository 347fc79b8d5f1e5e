# SPDX-License-Identifier: GPL-2.0-only
"""Random functions that own, borrow and hand on correctly, and faults to put into them.

The generator knows at every line which owners hold an object.  It only writes what
is right, so a compiler that rejects a function is wrong; and each fault it puts in
is one on some path, so a compiler that accepts it is wrong as well.
"""

import random
import re

FAULTS = ("leak", "double drop", "use after take", "no check", "moved while borrowed",
          "changed while borrowed")


class Function:
    """The lines of a function; some are marked by what a fault can do to them."""

    def __init__(self, number, seed, size):
        self.number = number
        self.tag = f"f{number}_own"
        self.random = random.Random(seed)
        self.budget = size
        self.owners = 0
        self.names = 0
        self.lines = []
        self.indent = 1
        self.body()

    def emit(self, text, mark="", name=""):
        """One line; mark and name say what it does to which owner."""
        self.lines.append(("\t" * self.indent + text, mark, name))

    def fresh(self, prefix):
        """A name that the function does not have yet."""
        self.names += 1
        return f"{prefix}{self.names}"

    def choose(self, owners):
        """One of a set, the same one for the same seed."""
        return self.random.choice(sorted(owners))

    def body(self):
        """The whole function."""
        self.block(set(), set(), set(), 0)

    def end(self, linear):
        """Hand on or drop what must not be lost."""
        for name in sorted(linear):
            self.put(name)

    def put(self, name):
        """Hand an object on, or drop it."""
        self.emit(self.random.choice([f"own_drop({self.tag}, {name});",
                                      f"f{self.number}_send(own_take({name}));"]), "put", name)

    def leave(self, linear):
        """An early return."""
        self.indent += 1
        self.end(linear)
        self.emit(f"return {self.random.randint(-9, 9)};")
        self.indent -= 1

    def declare(self, linear):
        """A new owner, with its test; the name, and whether it is linear."""
        name = f"p{self.owners}"
        self.owners += 1
        kind = self.random.choice(["own_linear", "own_auto"])
        self.emit(f"{kind}({self.tag}, {name}, f{self.number}_new());")
        test = self.random.choice([f"if (own_none({name})) {{", f"if (own_err({name})) {{",
                                   f"if (unlikely(own_none({name}))) {{"])
        self.emit(test, "check", name)
        self.leave(linear)
        self.emit("}", "checked", name)
        # What is used at once, so that the test is never superfluous.
        self.look(name)
        return name, kind == "own_linear"

    def look(self, name):
        """Use an object for an expression."""
        self.emit(self.random.choice([
            f"own_mut({name})->tag = {self.random.randint(0, 99)};",
            f"sum += own_use({name})->tag;",
            f"parcel_setup(own_mut({name}));",
            f"sum += parcel_check(own_use({name}));"]))

    def borrow(self, name):
        """A scope that borrows."""
        borrow = self.fresh("b")
        mut = self.random.random() < .5
        self.emit("{")
        self.indent += 1
        self.emit(f"own_borrow{'_mut' if mut else ''}({borrow}, {name});", "borrowed", name)
        if mut:
            self.emit(f"if (ready({self.random.randint(0, 9)}))")
            self.emit(f"\t{borrow}->tag = sum;")
            self.emit(f"parcel_setup({borrow});")
        else:
            self.emit(f"sum += parcel_check({borrow});")
        self.indent -= 1
        self.emit("}")

    def guard(self, owned, linear, fixed, depth):
        """A block under a spinlock."""
        state = self.fresh("s")
        self.emit(f"own_scoped_guard(spinlock, {state}, &box->state) {{")
        self.indent += 1
        self.emit(f"if ({state}->dead) {{")
        self.leave(linear)
        self.emit("}")
        self.emit(f"{state}->bytes += sum;")
        self.block(owned, linear, fixed | owned, depth + 1)
        self.indent -= 1
        self.emit("}")

    def condition(self):
        """Something that no compiler knows."""
        return self.random.choice([f"ready({self.random.randint(0, 9)})", "ready(sum)",
                                   f"!ready(sum + {self.random.randint(1, 9)})"])

    def branch(self, owned, linear, fixed, depth):
        """if and else; what one of them hands on the other does too."""
        self.emit(f"if ({self.condition()}) {{")
        self.indent += 1
        first = self.block(owned, linear, fixed, depth + 1)
        at = len(self.lines)
        self.indent -= 1
        self.emit("} else {")
        self.indent += 1
        second = self.block(owned, linear, fixed, depth + 1)
        self.end(second - first)
        self.indent -= 1
        self.emit("}")
        held, self.lines = self.lines[at:], self.lines[:at]
        self.indent += 1
        self.end(first - second)
        self.indent -= 1
        self.lines += held
        return first & second

    def push(self, name, linear, fixed, owned, depth):
        """A conditional transfer: one branch without the object, one with it."""
        taken = f"own_rest({name}, f{self.number}_push(own_take({name})))"
        self.emit(f"if (!{taken}) {{", "taken", name)
        self.indent += 1
        self.block(owned - {name}, linear - {name}, fixed | owned, depth + 1)
        self.emit("return sum;" if not linear - {name} else "sum++;")
        ends = not linear - {name}
        self.indent -= 1
        if ends:
            self.emit("}")
            return owned
        self.emit("} else {")
        self.indent += 1
        self.look(name)
        self.put(name)
        self.indent -= 1
        self.emit("}")
        return owned - {name}

    def loop(self, owned, linear, fixed, depth):
        """A loop may use what is outside of it and hand on what is its own."""
        counter = self.fresh("i")
        head = self.random.choice([f"while ({self.condition()}) {{",
                                   f"for (int {counter} = 0; {counter} < sum; {counter}++) {{",
                                   "do {"])
        self.emit(head)
        self.indent += 1
        self.block(owned, linear, fixed | owned, depth + 1)
        self.indent -= 1
        self.emit(f"}} while ({self.condition()});" if head == "do {" else "}")

    def switch(self, owned, linear, fixed, depth):
        """Cases that use and leave."""
        self.emit("switch (ready(sum) + 2 * ready(sum)) {")
        for case in range(self.random.randint(1, 3)):
            self.emit(f"case {case}: {{")
            self.indent += 1
            self.block(owned, linear, fixed | owned, depth + 1)
            if self.random.random() < .5:
                self.indent -= 1
                self.leave(linear)
                self.indent += 1
            else:
                self.emit("break;")
            self.indent -= 1
            self.emit("}")
        self.emit("default:")
        self.emit("\tbreak;")
        self.emit("}")

    def block(self, owned, linear, fixed, depth):
        """Statements.  owned: the owners that hold an object here; linear: those of them
        that must be handed on; fixed: those that this block may not hand on.  Returns
        what is owned at its end, without its own."""
        owned, linear, own = set(owned), set(linear), set()
        for _ in range(self.random.randint(1, 5)):
            if self.budget <= 0:
                break
            self.budget -= 1
            kind = self.random.random()
            movable = owned - fixed
            if kind < .25 or not owned:
                name, is_linear = self.declare(linear)
                owned.add(name)
                own.add(name)
                if is_linear:
                    linear.add(name)
            elif kind < .40:
                self.look(self.choose(owned))
            elif kind < .48 and movable:
                name = self.choose(movable)
                self.put(name)
                owned.discard(name)
                linear.discard(name)
            elif kind < .56:
                self.borrow(self.choose(owned))
            elif kind < .62:
                self.emit(f"if ({self.condition()}) {{")
                self.leave(linear)
                self.emit("}")
            elif depth >= 5:
                self.look(self.choose(owned))
            elif kind < .74:
                owned = self.branch(owned, linear, fixed, depth)
            elif kind < .80 and movable:
                owned = self.push(self.choose(movable), linear, fixed, owned, depth)
            elif kind < .90:
                self.loop(owned, linear, fixed, depth)
            elif kind < .95:
                self.switch(owned, linear, fixed, depth)
            elif not fixed:
                self.guard(owned, linear, fixed, depth)
            linear &= owned
        self.end(own & linear)
        return owned - own

    def text(self, lines):
        """The function with its types, each on a line of its own."""
        n, tag = self.number, self.tag
        return "\n".join([
            f"DEFINE_OWN({tag}, struct parcel, parcel_free); "
            f"struct {tag}_result f{n}_new(void); "
            f"void f{n}_send(struct {tag} parcel); "
            f"struct {tag}_rest f{n}_push(struct {tag} parcel); "
            f"int f{n}(struct box *box, int sum)", "{"]
            + [line for line, _, _ in lines] + ["\treturn sum;", "}"])

    def correct(self):
        """The function as it is."""
        return self.text(self.lines)

    def faulty(self, fault):
        """The function with a fault, or None if there is no place for it."""
        places = {"leak": "put", "double drop": "put", "use after take": "put",
                  "no check": "check", "moved while borrowed": "borrowed",
                  "changed while borrowed": "borrowed"}
        marked = [at for at, line in enumerate(self.lines) if line[1] == places[fault]
                  and (fault != "leak" or self.is_linear(line[2]))]
        if not marked:
            return None
        at = self.random.choice(marked)
        line, _, name = self.lines[at]
        before, after = self.lines[:at], self.lines[at + 1:]
        blanks = re.match(r"\t*", line)[0]
        if fault == "leak":
            return self.text(before + after)
        if fault == "double drop":
            return self.text(before + [self.lines[at]] * 2 + after)
        if fault == "no check":
            end = next(n for n, one in enumerate(after) if one[1:] == ("checked", name))
            return self.text(before + after[end + 1:])
        extra = {"use after take": f"own_mut({name})->sum = 1;",
                 "moved while borrowed": f"own_drop({self.tag}, {name});",
                 "changed while borrowed": f"own_mut({name})->sum = 1;"}[fault]
        return self.text(before + [self.lines[at], (blanks + extra, "", "")] + after)

    def is_linear(self, name):
        """Was the owner declared so?"""
        return any(f"own_linear({self.tag}, {name}," in line for line, _, _ in self.lines)
