# SPDX-License-Identifier: GPL-2.0-only
"""Random functions that own, borrow and hand on correctly, and faults to put into them.

The generator knows at every line which owners hold an object.  It only writes what
is right, so a compiler that rejects a function is wrong; and each fault it puts in
is one on some path, so a compiler that accepts it is wrong as well.
"""

import random

FAULTS = ("leak", "double drop", "use after take", "no check", "moved while borrowed",
          "changed while borrowed", "condition ignored", "index not compared",
          "break under a guard")


class Line:
    """A line, and what stands instead of it in a function with a fault."""

    def __init__(self, text, faults):
        self.text, self.faults = text, faults


class State:
    """What holds an object at some line, as the names of owners.

    owned      known to hold one
    linear     those of the owned that must be handed on
    uncertain  the others that may hold one: what to ask, and if they are linear
    fixed      not to be handed on here
    """

    def __init__(self, owned=(), linear=(), uncertain=None, fixed=()):
        self.owned, self.linear, self.fixed = set(owned), set(linear), set(fixed)
        self.uncertain = dict(uncertain or {})

    def inner(self, fixed=True):
        """The state in a block; fixed: the block may not hand on what is outside."""
        return State(self.owned, self.linear, self.uncertain,
                     self.fixed | set(self.uncertain) | (self.owned if fixed else set()))

    def without(self, name):
        """The state when one object is gone."""
        return State(self.owned - {name}, self.linear - {name}, self.uncertain, self.fixed)

    def names(self):
        """All owners that may hold an object."""
        return self.owned | set(self.uncertain)


class Function:
    """The lines of a function."""

    def __init__(self, number, seed, size):
        self.number = number
        self.tag = f"f{number}_own"
        self.random = random.Random(seed)
        self.budget = size
        self.owners = 0
        self.names = 0
        self.lines = []
        self.indent = 1
        self.locked = self.atomic = False
        # What was owned outside of the loop that this line is in, and if "break" leaves it.
        self.loop = None
        self.block(State(), 0)

    # Lines --------------------------------------------------------------------

    def emit(self, text, **faults):
        """One line; faults: what stands there instead, a line or several."""
        blanks = "\t" * self.indent
        self.lines.append(Line(blanks + text, {
            fault.replace("_", " "): [blanks + one for one in lines]
            for fault, lines in faults.items()}))

    def fresh(self, prefix):
        """A name that the function does not have yet."""
        self.names += 1
        return f"{prefix}{self.names}"

    def choose(self, owners):
        """One of a set, the same one for the same seed."""
        return self.random.choice(sorted(owners))

    def often(self, share):
        """True in this share of the cases."""
        return self.random.random() < share

    def number_of(self, most):
        """A small number."""
        return self.random.randint(0, most)

    def condition(self):
        """Something that no compiler knows."""
        return self.random.choice([f"ready({self.number_of(9)})", "ready(sum)",
                                   f"!ready(sum + {self.random.randint(1, 9)})"])

    # Owners -------------------------------------------------------------------

    def declare(self, empty=False):
        """A new owner, and whether it is linear."""
        name = f"p{self.owners}"
        self.owners += 1
        kind = self.random.choice(["own_linear", "own_auto"])
        self.emit(f"{kind}({self.tag}, {name}{'' if empty else f', f{self.number}_new()'});")
        return name, kind == "own_linear"

    def have(self, state, name, linear):
        """From here the owner holds an object."""
        state.owned.add(name)
        if linear:
            state.linear.add(name)
        # What is used at once, so that the test is never superfluous.
        self.look(name)

    def look(self, name):
        """Use an object for an expression."""
        self.emit(self.random.choice([
            f"own_mut({name})->tag = {self.number_of(99)};",
            f"sum += own_use({name})->tag;",
            f"parcel_setup(own_mut({name}));",
            f"sum += parcel_check(own_use({name}));"]))

    def put(self, name, linear=True):
        """Hand an object on, or drop it."""
        text = self.random.choice([f"own_drop({self.tag}, {name});",
                                   f"f{self.number}_send(own_take({name}));",
                                   f"f{self.number}_give(own_ok({name}));"])
        faults = {"double_drop": [text, text],
                  "use_after_take": [text, f"own_mut({name})->sum = 1;"]}
        if linear:
            faults["leak"] = []
        self.emit(text, **faults)

    def put_uncertain(self, name, ask, linear=True):
        """Hand on what an owner may hold."""
        if ask == f"!own_none({name})" and self.often(.3):
            text = f"f{self.number}_give(own_pass({name}));"
            faults = {"leak": []} if linear else {}
            self.emit(text, use_after_take=[text, f"own_mut({name})->sum = 1;"], **faults)
            return
        self.emit(f"if ({ask}) {{", condition_ignored=["{"])
        self.indent += 1
        self.put(name, linear)
        self.indent -= 1
        self.emit("}")

    def end(self, state, but=()):
        """Hand on or drop what must not be lost."""
        for name in sorted(state.linear - set(but)):
            self.put(name)
        for name, (ask, linear) in sorted(state.uncertain.items()):
            if linear and name not in but:
                self.put_uncertain(name, ask)

    def leave(self, state, value=None):
        """An early return."""
        self.indent += 1
        self.end(state)
        self.emit(f"return {value or self.random.randint(-9, 9)};")
        self.indent -= 1

    def quit(self, state, value=None):
        """An early return, or the end of this turn of a loop, or of the loop."""
        words = ["continue"] + ["break"] * self.loop[1] if self.loop else []
        if not words or self.often(.5):
            self.leave(state, value)
            return
        self.indent += 1
        self.end(state, self.loop[0])
        self.emit(self.random.choice(words) + ";")
        self.indent -= 1

    def failed(self, condition, state, value=None, **faults):
        """A test that leaves."""
        self.emit(f"if ({condition}) {{", **(faults or {"no_check": ["if (0) {"]}))
        self.quit(state, value)
        self.emit("}")

    # Statements that make owners ----------------------------------------------

    def tested(self, state, _):
        """An owner with its test."""
        name, linear = self.declare()
        test = self.random.choice(["own_none({0})", "own_err({0})", "unlikely(own_none({0}))", ""])
        if test:
            self.failed(test.format(name), state, self.often(.3) and f"own_err({name})")
        else:
            error = self.fresh("e")
            self.emit(f"int {error} = own_err({name});")
            self.failed(error, state, error)
        self.have(state, name, linear)

    def untested(self, state, _):
        """An owner that may be empty."""
        name, linear = self.declare()
        state.uncertain[name] = (f"!own_none({name})", linear)
        self.look_if(state, name)

    def look_if(self, state, name):
        """Use what may be there."""
        ask, linear = state.uncertain[name]
        self.emit(f"if ({ask}) {{", condition_ignored=["{"])
        self.indent += 1
        self.look(name)
        if name not in state.fixed and ask.startswith("!own_none") and self.often(.3):
            self.put(name, linear)
            del state.uncertain[name]
        self.indent -= 1
        self.emit("}")

    def between(self, state, depth):
        """What stands between two tests: nothing, a locked part, or a loop."""
        kind = self.number_of(5)
        if kind == 0 and not self.locked:
            self.guard(state, depth)
        elif kind == 1:
            self.loop_over(state.inner(), depth)
        elif kind == 2:
            self.slices(state, depth)
        elif kind == 3 and state.owned:
            self.look(self.choose(state.owned))

    def joined(self, state, depth):
        """Owners whose errnos are joined, and tested once."""
        made, error = [], self.fresh("e")
        kind = self.random.choice(["elvis", "flag", "number", "either", "each"])
        if kind in ("flag", "number", "each"):
            self.emit(f"int {error} = 0;")
        outer = state.inner()
        for _ in range(self.random.randint(2, 3)):
            name, linear = self.declare()
            made.append((name, linear))
            outer.uncertain[name] = (f"!own_none({name})", linear)
            outer.fixed.add(name)
            if kind in ("flag", "number"):
                self.emit(f"if (own_none({name}))", no_check=["if (0)"])
                self.emit(f"\t{error} = " + (f"own_err({name});" if kind == "flag" else "-ENOMEM;"))
            elif kind == "each":
                self.emit(f"if (!{error})", no_check=["if (0)"])
                self.emit(f"\t{error} = own_err({name});")
            if self.often(.2):
                self.between(outer, depth)
        asked = [f"own_none({name})" if kind == "either" else f"own_err({name})"
                 for name, _ in made]
        lost = self.random.randrange(len(asked))
        but = asked[:lost] + asked[lost + 1:]
        if kind == "elvis":
            self.emit(f"int {error} = {' ?: '.join(asked)};",
                      no_check=[f"int {error} = {' ?: '.join(but)};"])
            if self.often(.2):
                self.between(outer, depth)
        if kind == "either":
            self.failed(" || ".join(asked), outer, no_check=[f"if ({' || '.join(but)}) {{"])
        else:
            self.failed(error, outer, error)
        for name, linear in made:
            self.have(state, name, linear)

    def refilled(self, state, _):
        """An owner that is empty until a loop fills it."""
        name, linear = self.declare(empty=True)
        self.emit(f"while (own_none({name})) {{", no_check=["while (ready(3)) {"])
        self.indent += 1
        self.emit("if (ready(sum)) {")
        self.leave(state)
        self.emit("}")
        self.emit(f"if (own_refill({self.tag}, {name}, f{self.number}_new()))")
        self.emit("\tcpu_relax();")
        self.indent -= 1
        self.emit("}")
        self.have(state, name, linear)

    def second(self, state, depth):
        """A second object that a condition asks for, and that is used under the same one."""
        asked = self.fresh("c")
        self.emit(f"const bool {asked} = {self.condition()};")
        name, linear = self.declare(empty=True)
        self.emit(f"if ({asked}) {{")
        self.indent += 1
        self.failed(f"own_refill({self.tag}, {name}, f{self.number}_new())", state)
        self.look(name)
        self.indent -= 1
        self.emit("}")
        inner = state.inner()
        inner.uncertain[name] = (asked, linear)
        inner.fixed.add(name)
        self.between(inner, depth)
        self.emit(f"if ({asked}) {{", condition_ignored=["{"])
        self.indent += 1
        self.look(name)
        self.put(name, linear)
        self.indent -= 1
        self.emit("}")

    # Statements that use or hand on --------------------------------------------

    def looked(self, state, _):
        """Use one."""
        self.look(self.choose(state.owned))

    def handed_on(self, state, _):
        """Hand one on."""
        name = self.choose(state.owned - state.fixed)
        self.put(name, name in state.linear)
        state.owned.discard(name)

    def maybe(self, state, _):
        """Use one that may be there."""
        self.look_if(state, self.choose(state.uncertain))

    def across(self, state, depth):
        """A condition hands an object on before or behind something else."""
        name = self.choose(state.owned - state.fixed)
        linear = name in state.linear
        asked = self.fresh("c")
        self.emit(f"const bool {asked} = {self.condition()};")
        self.emit(f"if ({asked})")
        self.indent += 1
        self.put(name, False)
        self.indent -= 1
        inner = state.without(name).inner()
        inner.uncertain[name] = ("!" + asked, linear)
        inner.fixed.add(name)
        self.between(inner, depth)
        if self.often(.5):
            self.emit(f"if (!{asked}) {{", condition_ignored=["{"])
            self.indent += 1
            self.look(name)
            self.put(name, linear)
            self.indent -= 1
            self.emit("}")
            state.owned.discard(name)
            return
        self.failed(asked, state.without(name), condition_ignored=["if (0) {"])
        self.look(name)

    def borrow(self, state, _):
        """A scope that borrows."""
        name, borrow = self.choose(state.owned), self.fresh("b")
        mut = self.often(.5)
        text = f"own_borrow{'_mut' if mut else ''}({borrow}, {name});"
        self.emit("{")
        self.indent += 1
        self.emit(text, moved_while_borrowed=[text, f"own_drop({self.tag}, {name});"],
                  changed_while_borrowed=[text, f"own_mut({name})->sum = 1;"])
        if mut:
            self.emit(f"if (ready({self.number_of(9)}))")
            self.emit(f"\t{borrow}->tag = sum;")
            self.emit(f"parcel_setup({borrow});")
        else:
            self.emit(f"sum += parcel_check({borrow});")
        self.indent -= 1
        self.emit("}")

    def value(self, state, _):
        """A result that is no owner."""
        name = self.fresh("v")
        self.emit(f"own_result(own_u32_result, {name}, f{self.number}_level(sum));")
        self.failed(self.random.choice(["own_none({0})", "own_err({0})"]).format(name), state)
        self.emit(f"sum += own_value({name});")

    def push(self, state, depth):
        """A conditional transfer: one branch without the object, one with it."""
        name = self.choose(state.owned - state.fixed)
        linear = name in state.linear
        self.emit(f"if (!own_rest({name}, f{self.number}_push(own_take({name})))) {{")
        self.indent += 1
        rest = state.without(name)
        self.block(rest.inner(), depth + 1)
        self.indent -= 1
        if self.often(.5):
            self.quit(rest)
            self.emit("}")
            return
        self.emit("} else {")
        self.indent += 1
        self.look(name)
        self.put(name, linear)
        self.indent -= 1
        self.emit("}")
        state.owned.discard(name)

    # Statements with blocks ----------------------------------------------------

    def left(self, state, _):
        """An early return, break or continue."""
        self.failed(self.condition(), state, none=[])

    def branch(self, state, depth):
        """if and else; what one of them hands on the other does too."""
        self.emit(f"if ({self.condition()}) {{")
        self.indent += 1
        first = self.block(state.inner(False), depth + 1)
        at = len(self.lines)
        self.indent -= 1
        self.emit("} else {")
        self.indent += 1
        second = self.block(state.inner(False), depth + 1)
        self.end(State(linear=(second - first) & state.linear))
        self.indent -= 1
        self.emit("}")
        held, self.lines = self.lines[at:], self.lines[:at]
        self.indent += 1
        self.end(State(linear=(first - second) & state.linear))
        self.indent -= 1
        self.lines += held
        state.owned &= first & second

    def guard(self, state, depth):
        """A block under a lock."""
        name = self.fresh("s")
        loop, scoped = self.loop, self.often(.5)
        if scoped:
            self.emit(f"own_scoped_guard(spinlock, {name}, &box->state) {{")
            self.loop = None
        else:
            self.emit("{")
        self.indent += 1
        if not scoped:
            self.emit(f"own_guard(spinlock, {name}, &box->state);")
        self.locked = self.atomic = True
        self.failed(f"{name}->dead", state, none=[])
        text = f"{name}->bytes += sum;"
        self.emit(text, **({"break_under_a_guard": [text, "if (ready(sum))", "\tbreak;"]}
                           if scoped else {}))
        self.block(state.inner(), depth + 1)
        self.loop, self.locked, self.atomic = loop, False, False
        self.indent -= 1
        self.emit("}")

    def try_lock(self):
        """Declare a lock that may not be had."""
        name = self.fresh("t")
        kind, where = self.random.choice([("mutex_try", "settings"), ("mutex_intr", "settings"),
                                          ("spinlock_try", "state")])
        self.emit(f"own_guard_try({kind}, {name}, &box->{where}, -EBUSY);")
        self.locked, self.atomic = True, kind.startswith("spin")
        return name, "bytes" if where == "state" else "capacity"

    def tried(self, state, depth):
        """A block under a lock that may not be had."""
        self.emit("{")
        self.indent += 1
        name, member = self.try_lock()
        if self.often(.5):
            self.failed(f"own_none({name})", state)
            self.emit(f"own_use({name})->{member} += sum;")
            self.block(state.inner(), depth + 1)
        else:
            self.emit(f"if (!own_none({name})) {{", no_check=["{"])
            self.indent += 1
            self.emit(f"own_use({name})->{member} += sum;")
            self.block(state.inner(), depth + 1)
            self.indent -= 1
            self.emit("}")
        self.locked = self.atomic = False
        self.indent -= 1
        self.emit("}")

    def insist(self, state, _):
        """Try a lock some times; under it, hand an object on."""
        name = self.choose(state.owned - state.fixed)
        counter = self.fresh("i")
        self.emit(f"for (int {counter} = 0; {counter} < {self.random.randint(2, 20)}; {counter}++) {{")
        self.indent += 1
        lock, member = self.try_lock()
        self.emit(f"if (own_none({lock})) {{", no_check=["if (0) {"])
        self.emit("\tcpu_relax();")
        self.emit("\tcontinue;")
        self.emit("}")
        self.emit(f"own_use({lock})->{member}++;")
        if self.often(.5):
            self.put(name, name in state.linear)
            self.indent -= 1
            self.leave(state.without(name))
        else:
            self.look(name)
            self.emit("break;")
            self.indent -= 1
        self.locked = self.atomic = False
        self.emit("}")

    def loop_over(self, state, depth, slices=False):
        """A loop may use what is outside of it and hand on what is its own."""
        counter = self.fresh("i")
        head = self.random.choice([f"while ({self.condition()}) {{",
                                   f"for (int {counter} = 0; {counter} < sum; {counter}++) {{",
                                   "do {"])
        if slices:
            self.slice_head(counter)
        else:
            self.emit(head)
        loop, self.loop = self.loop, (state.names(), True)
        self.indent += 1
        if slices:
            self.emit(f"sum += own_slice_at(bytes, {counter});")
        self.block(state.inner(), depth + 1)
        self.indent -= 1
        self.loop = loop
        self.emit(f"}} while ({self.condition()});" if not slices and head == "do {" else "}")

    def slice_head(self, counter):
        """A loop over a slice."""
        head = f"for (size_t {counter} = {self.number_of(1)}; {counter} {{}} own_slice_len(bytes); {counter}++) {{{{"
        self.emit(head.format("<"), index_not_compared=[head.format("<=")])

    def slices(self, state, depth):
        """Elements of slices and arrays."""
        at = self.fresh("i")
        kind = self.number_of(5)
        if kind == 0:
            self.emit(f"for (size_t {at} = 1; {at} < own_slice_len(bytes); {at}++)",
                      index_not_compared=[f"for (size_t {at} = 1; ready({at}); {at}++)"])
            self.emit(f"\tsum += own_slice_at(bytes, {at} - 1) - own_slice_at(bytes, {at});")
        elif kind == 1:
            self.emit("{")
            self.emit(f"\tconst size_t {at} = sum;")
            self.emit("")
            self.emit(f"\tif ({at} < own_slice_len(room))",
                      index_not_compared=[f"\tif ({at} <= own_slice_len(room))"])
            self.emit(f"\t\town_slice_at(room, {at}) = sum;")
            self.emit("}")
        elif kind == 2:
            self.failed("own_slice_len(bytes) != own_slice_len(room)", state,
                        index_not_compared=["if (0) {"])
            self.emit(f"for (size_t {at} = 0; {at} < own_slice_len(bytes); {at}++)")
            self.emit(f"\town_slice_at(room, {at}) = own_slice_at(bytes, {at});")
        elif kind == 3 and state.owned:
            name, part = self.choose(state.owned), self.fresh("b")
            text = f"own_slice_borrow(own_bytes, {part}, {name}, data, len);"
            self.emit("{")
            self.indent += 1
            self.emit(text, moved_while_borrowed=[text, f"own_drop({self.tag}, {name});"],
                      changed_while_borrowed=[text, f"own_mut({name})->sum = 1;"])
            self.emit(f"for (size_t {at} = 0; {at} < own_slice_len({part}); {at}++)",
                      index_not_compared=[f"for (size_t {at} = 0; {at} < 64; {at}++)"])
            self.emit(f"\tsum += own_slice_at({part}, {at});")
            self.indent -= 1
            self.emit("}")
        elif kind == 4:
            self.emit("own_slice_for_each(" + at + ", bytes)")
            self.emit(f"\tsum += *{at};")
        elif depth < 5:
            self.loop_over(state.inner(), depth, slices=True)

    def switch(self, state, depth):
        """Cases that use and leave."""
        loop = self.loop
        self.loop = loop and (loop[0], False)
        self.emit("switch (ready(sum) + 2 * ready(sum)) {")
        for case in range(self.random.randint(1, 3)):
            self.emit(f"case {case}: {{")
            self.indent += 1
            self.block(state.inner(), depth + 1)
            if self.often(.5):
                self.indent -= 1
                self.quit(state)
                self.indent += 1
            else:
                self.emit("break;")
            self.indent -= 1
            self.emit("}")
        self.emit("default:")
        self.emit("\tbreak;")
        self.emit("}")
        self.loop = loop

    def unwind(self):
        """Perhaps a loop that undoes something."""
        if self.often(.4):
            self.emit("while (ready(sum))")
            self.emit("\tsum--;")

    def ladder(self, state, depth):
        """Two objects, and labels where what was done is undone."""
        error, first, second, done = (self.fresh(one) for one in ("e", "out", "out", "done"))
        self.emit("{")
        self.indent += 1
        self.emit(f"int {error} = 0;")
        inner = state.inner()
        self.tested(inner, depth)
        a = next(iter(inner.owned - state.owned))
        b, linear = self.declare()
        self.emit(f"if (own_none({b})) {{", no_check=["if (0) {"])
        self.emit(f"\t{error} = own_err({b});")
        self.emit(f"\tgoto {first};")
        self.emit("}")
        self.have(inner, b, linear)
        kind = self.random.choice(["setup", "rest"])
        for name in (a, b):
            call = f"own_rest({name}, f{self.number}_push(own_take({name})))" \
                if kind == "rest" else f"parcel_setup(own_mut({name}))"
            self.emit(f"{error} = {call};")
            self.emit(f"if ({error})")
            self.emit(f"\tgoto {second};")
            if kind == "setup" and name == a:
                self.between(inner.inner(), depth)
        if kind == "setup":
            for name in (a, b):
                self.put(name, name in inner.linear)
        self.emit(f"goto {done};")
        self.indent -= 1
        self.emit(f"{second}:")
        self.indent += 1
        self.unwind()
        self.put(b, linear)
        self.indent -= 1
        self.emit(f"{first}:")
        self.indent += 1
        self.unwind()
        if kind == "setup":
            self.put(a, a in inner.linear)
        else:
            self.put_uncertain(a, f"!own_none({a})", a in inner.linear)
        self.indent -= 1
        self.leave(state, error)
        self.emit("}")
        self.indent -= 1
        self.emit(f"{done}:")
        self.indent += 1
        self.emit("sum++;")

    def one_label(self, state, depth):
        """One label for success and failure, behind which the errno decides."""
        error, out = self.fresh("e"), self.fresh("out")
        self.emit("{")
        self.indent += 1
        self.emit(f"int {error};")
        inner = state.inner()
        self.tested(inner, depth)
        name = next(iter(inner.owned - state.owned))
        self.emit(f"{error} = parcel_setup(own_mut({name}));")
        self.emit(f"if ({error})")
        self.emit(f"\tgoto {out};")
        self.put(name, name in inner.linear)
        self.indent -= 1
        self.emit(f"{out}:")
        self.indent += 1
        self.unwind()
        self.emit(f"if ({error}) {{", condition_ignored=["{"])
        self.indent += 1
        self.look(name)
        if name in inner.linear:
            self.put(name)
        if self.often(.3):
            self.indent -= 1
            self.leave(state, error)
            self.indent += 1
        self.indent -= 1
        self.emit("}")
        self.indent -= 1
        self.emit("}")

    # Blocks ---------------------------------------------------------------------

    def possible(self, state, depth):
        """What can be written here, and how often."""
        movable = state.owned - state.fixed
        ways = {self.tested: 16, self.untested: 6, self.joined: 7, self.refilled: 2,
                self.value: 3, self.left: 6, self.slices: 5}
        if state.owned:
            ways |= {self.looked: 12, self.borrow: 6}
        if state.uncertain:
            ways |= {self.maybe: 6}
        if movable:
            ways |= {self.handed_on: 7}
        if depth < 5:
            ways |= {self.branch: 10, self.loop_over: 8, self.switch: 4, self.ladder: 5,
                     self.one_label: 4, self.second: 5}
            if movable:
                ways |= {self.push: 6, self.across: 6}
            if not self.locked:
                ways |= {self.guard: 6, self.tried: 4}
                if movable:
                    ways |= {self.insist: 4}
        return ways

    def block(self, state, depth):
        """Statements.  Returns what is owned at its end, without its own."""
        outer = state.names()
        for _ in range(self.random.randint(1, 5)):
            if self.budget <= 0:
                break
            self.budget -= 1
            ways = self.possible(state, depth)
            self.random.choices(list(ways), list(ways.values()))[0](state, depth)
            state.linear &= state.owned
        self.end(state, outer)
        return state.owned & outer

    # Texts ----------------------------------------------------------------------

    def text(self, lines):
        """The function with its types, each on a line of its own."""
        n, tag = self.number, self.tag
        return "\n".join([
            f"DEFINE_OWN({tag}, struct parcel, parcel_free); "
            f"struct {tag}_result f{n}_new(void); "
            f"void f{n}_send(struct {tag} parcel); "
            f"void f{n}_give(struct {tag}_result parcel); "
            f"struct {tag}_rest f{n}_push(struct {tag} parcel); "
            f"struct own_u32_result f{n}_level(int what); "
            f"int f{n}(struct box *box, int sum, struct own_bytes bytes, struct own_bytes_mut room)",
            "{"] + lines + ["\treturn sum;", "}"])

    def correct(self):
        """The function as it is."""
        return self.text([line.text for line in self.lines])

    def faulty(self, fault):
        """The function with a fault, or None if there is no place for it."""
        places = [at for at, line in enumerate(self.lines) if fault in line.faults]
        if not places:
            return None
        at = self.random.choice(places)
        texts = [[line.text] for line in self.lines]
        texts[at] = self.lines[at].faults[fault]
        return self.text([text for one in texts for text in one])
