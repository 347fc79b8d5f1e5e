// SPDX-License-Identifier: GPL-2.0-only
//
// What neither the proofs nor the context analysis see: pointers that leave the
// expression or the scope for which they are good, and ownership that is made,
// copied or lost by the means of C.

@initialize:python@
@@
def report(places, sentence):
    for place in places:
        print(f"{place.file}:{place.line}: own: {sentence}")

// A pointer from own_use() or own_mut() is good for one expression.

@kept@
type T;
identifier d;
expression b, x, i;
identifier f = {own_use, own_mut};
identifier m, n;
position p;
@@
(
 T *d =@p f(b);
|
 T *d =@p &\(f(b)->m\|f(b)->m.n\|f(b)->m[i]\|f(b)->m.n[i]\|f(b)->m[i].n\);
|
 x =@p f(b)
|
 x =@p &\(f(b)->m\|f(b)->m.n\|f(b)->m[i]\|f(b)->m.n[i]\|f(b)->m[i].n\)
|
 return@p f(b);
|
 return@p &\(f(b)->m\|f(b)->m.n\|f(b)->m[i]\|f(b)->m.n[i]\|f(b)->m[i].n\);
)

@script:python@
p << kept.p;
f << kept.f;
b << kept.b;
@@
borrow = "own_borrow" if f == "own_use" else "own_borrow_mut"
report(p, f"the pointer from {f}({b}) is kept; declare one with {borrow}(name, {b}), "
          f"which holds '{b}' as long as it is in scope (like Rust E0505, E0597)")

// From own_locked_mut(), for as long as the owner is: while it is set up.

@set_up@
type T;
identifier d, m, n;
expression b;
position p;
@@
 T *d =@p \(own_locked_mut(b, m)\|&own_locked_mut(b, m)->n\);

@kept_locked@
expression b, x;
identifier m, n;
position p != set_up.p;
@@
(
 return@p \(own_locked_mut(b, m)\|&own_locked_mut(b, m)->n\);
|
 x =@p \(own_locked_mut(b, m)\|&own_locked_mut(b, m)->n\)
)

@script:python@
p << kept_locked.p;
b << kept_locked.b;
@@
report(p, f"the pointer from own_locked_mut({b}, ...) is good while '{b}' has one owner; "
          "it is put where it may outlive that (like Rust E0597)")

// A pointer that a guard or a borrow declared is good in its scope.

@alias@
type T;
identifier d, v, m;
position p;
@@
 T *d =@p \(v\|&v->m\);

@escapes exists@
identifier v, m;
expression a, b, c, d, x;
position p != alias.p;
@@
(
 own_guard(a, v, b);
|
 own_guard_pair(a, v, b, c, d, ...);
|
 own_guard_pair(a, b, c, v, d, ...);
|
 own_borrow(v, a);
|
 own_borrow_mut(v, a);
)
 ... when any
(
 return@p \(v\|&v->m\);
|
 x =@p \(v\|&v->m\)
)

@script:python@
p << escapes.p;
v << escapes.v;
@@
report(p, f"'{v}' leaves the scope of its guard or borrow, which ends before this "
          "copy does (like Rust E0515, E0597)")

@escapes_block@
iterator name own_scoped_guard;
identifier v, m;
expression a, b, x;
position p != alias.p;
@@
 own_scoped_guard(a, v, b) {
 <+...
(
 return@p \(v\|&v->m\);
|
 x =@p \(v\|&v->m\)
)
 ...+>
 }

@script:python@
p << escapes_block.p;
v << escapes_block.v;
@@
report(p, f"'{v}' leaves the scope of its guard or borrow, which ends before this "
          "copy does (like Rust E0515, E0597)")

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
identifier tag =~ "_(own|ref)(_result|_rest|_slot)?$";
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
