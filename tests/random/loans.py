# SPDX-License-Identifier: GPL-2.0-only
"""Random functions that keep pointers as long as they are good, and faults to put into them.

A pointer is had from something (an owner, its member, a borrow, a guard, a look, a slice),
goes some way (copies, arithmetic, members, a branch, a loop, a structure), is used, and what
it was had from ends.  With a fault it is used after that, or kept.
"""

import random

FAULTS = ("used after the end", "returned", "stored", "copied", "second mutable", "value twice")

# What a pointer to a parcel is had from, and the statement that ends it.
ENDS = ("parcel_send(own_take({p}));", "own_drop({tag}, {p});",
        "if (ready(4))\n\t\tparcel_send(own_take({p}));",
        "own_auto({tag}, q{n}, own_take({p}));\n\tparcel_send(own_take(q{n}));")
# How it goes on: statements, and the expression that is a parcel's pointer afterwards.
WAYS = (
    ("", "{r}"),
    ("const struct parcel *a{n} = {r};", "a{n}"),
    ("const struct parcel *a{n} = {r}, *b{n} = a{n};", "b{n}"),
    ("const struct parcel *a{n} = ready(1) ? {r} : {r};", "a{n}"),
    ("const void *a{n} = {r};", "((const struct parcel *)a{n})"),
    ("const u32 *a{n} = &{r}->tag;", "container_of(a{n}, struct parcel, tag)"),
    ("struct {{ const struct parcel *held; int sum; }} a{n} = {{ {r}, sum }};", "a{n}.held"),
    ("const struct parcel *a{n} = {r};\n\tfor (int i = 0; i < sum; i++)\n\t\ta{n} = {r};",
     "a{n}"),
    ("const struct parcel *a{n} = same{f}({r});", "a{n}"),
)
USES = ("sum += {x}->tag;", "sum += parcel_check({x});", "if ({x}->len > 4)\n\t\tsum++;",
        "sum += {x}->data[0];")
NOISE = ("sum += ready({n});", "if (ready({n}))\n\t\tsum--;",
         "for (int j = 0; j < sum; j++)\n\t\tcpu_relax();", "")


class Function:
    """One function, right and with faults."""

    def __init__(self, number, seed, _):
        self.number, self.seed = number, seed

    def parts(self):
        """The same random choices each time."""
        choose = random.Random(self.seed)
        words = {"n": 1, "f": self.number, "p": "p", "tag": "parcel_own",
                 "r": choose.choice(("own_use(p)", "own_use(p)", "had"))}
        way, x = choose.choice(WAYS)
        words["x"] = x.format(**words)
        fill = [choose.choice(NOISE).format(n=choose.randrange(1, 9)) for _ in range(4)]
        return (words, way.format(**words), choose.choice(USES).format(**words),
                choose.choice(ENDS).format(**words), fill, choose)

    def text(self, result, body, setup=""):
        """A whole function."""
        name = f"f{self.number}"
        lines = "\n".join("\t" + line for line in body if line)
        return (f"static const struct parcel *same{self.number}(const struct parcel *parcel)\n{{\n"
                f"\treturn parcel->len ? parcel : parcel;\n}}\n{setup}\n"
                f"{result}{name}(struct box *box, struct parcel_own parcel, int sum)\n{{\n"
                f"\town_auto(parcel_own, p, parcel);\n{lines}\n}}")

    def had(self, words):
        """A borrow by hand, if the pointer is had only once."""
        return "const struct parcel *had = own_use(p);" if words["r"] == "had" else ""

    def correct(self):
        """Used before the end."""
        words, way, use, end, fill, _ = self.parts()
        return self.text("int ", [fill[0], self.had(words), way, fill[1], use, fill[2], end,
                                  fill[3], "return sum;"])

    def faulty(self, fault):
        """The same with a fault, or None if it cannot have it."""
        words, way, use, end, fill, choose = self.parts()
        start = [fill[0], self.had(words), way, fill[1]]
        if fault == "used after the end":
            # What is not kept is asked of the owner, of whom the compiler knows that it is empty.
            if words["x"] == "own_use(p)":
                return None
            return self.text("int ", [*start, end, fill[2], use, fill[3], "return sum;"])
        if fault == "returned":
            return self.text("const struct parcel *", [*start, use, fill[2],
                                                       f"return {words['x']};"])
        if fault == "stored":
            return self.text("int ", [*start, fill[2], f"kept{self.number} = {words['x']};",
                                      "return sum;"],
                             f"const struct parcel *kept{self.number};")
        if fault == "copied":
            return self.text("int ", [fill[0], "struct box_settings copy;", fill[1],
                                      "own_guard(mutex, settings, &box->settings);",
                                      choose.choice(("memcpy(&copy, settings, sizeof(copy));",
                                                     "struct box_settings other = *settings;")),
                                      fill[2], "return sum;"]).replace(
                                          "struct box_settings copy;\n", "struct box_settings copy;\n"
                                          "\t(void)&copy;\n")
        if fault == "second mutable":
            return self.text("int ", [fill[0], f"both{self.number}(own_mut(p), own_mut(p));", fill[1],
                                      "return sum;"],
                             f"void both{self.number}(struct parcel *one, struct parcel *other);")
        return self.text("int ", [fill[0], "parcel_send(other);", fill[1], "parcel_send(other);",
                                  fill[2], "return sum;"]).replace("int sum)", "int sum, struct "
                                                                   "parcel_own other)")
