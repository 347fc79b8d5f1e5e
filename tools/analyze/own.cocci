// SPDX-License-Identifier: GPL-2.0-only
//
// What neither the proofs nor the context analysis nor own-check see: ownership that is
// made, copied or lost by the means of C.

@initialize:python@
@@
import re

def report(places, sentence):
    for place in places:
        print(f"{place.file}:{place.line}: own: {sentence}")

def below_strict(place):
    with open(place.file, encoding="utf-8", errors="replace") as file:
        above = file.read().splitlines()[:int(place.line)]
    return any(re.match(r"#\s*include\s*<own/strict\.h>", line) for line in above)

// Ownership that is thrown away.

@lost@
expression b;
identifier f = {own_take, own_ok, own_pass, own_unsafe_into};
position p;
@@
(
 f(b)@p;
|
 (void)f(b)@p;
)

@script:python@
p << lost.p;
f << lost.f;
b << lost.b;
@@
report(p, f"what {f}({b}) returns is thrown away, and the object with it; hand it on, or "
          "own_drop() it")

// Ownership in a variable that nobody follows.

@plain exists@
identifier tag =~ "_(own|ref)(_result|_rest)?$";
identifier function, v;
expression e;
position p;
@@
 function(...) {
 <...
(
 struct tag v@p;
|
 struct tag v@p = e;
)
 ...>
 }

@script:python@
p << plain.p;
tag << plain.tag;
v << plain.v;
@@
base = tag.removesuffix("_result").removesuffix("_rest")
report(p, f"'{v}' owns, and nothing follows a plain variable; declare it with "
          f"own_auto({base}, {v}, ...) or own_linear()")

@record exists@
identifier tag =~ "_owner$";
identifier function, v;
expression e;
position p;
@@
 function(...) {
 <...
(
 struct tag v@p = e;
|
 struct tag *v@p = e;
)
 ...>
 }

@script:python@
p << record.p;
v << record.v;
@@
report(p, f"'{v}' copies or points to an owner's record; own_take() moves what it owns "
          "(like Rust E0382)")

// Ownership that is made out of thin air.

@forged@
identifier tag =~ "_(own|ref)(_result|_rest|_slot|_once|_rcu)?$";
expression e;
initializer list is;
position p;
@@
(
 (struct tag@p *)e
|
 (struct tag@p){ is }
)

@script:python@
p << forged.p;
tag << forged.tag;
@@
report(p, f"a cast makes a 'struct {tag}' of something else; only own_unsafe_from() does, "
          "and says why it may")

// The data of an open file, which file.h keeps. Other structures have a member of that name.

@data@
struct file *file;
position p;
@@
 file->private_data@p

@script:python@
p << data.p;
@@
report([place for place in p if below_strict(place)],
       "private_data of a file below strict.h; file.h stores it, hands it out and takes it back")
