// SPDX-License-Identifier: GPL-2.0-only
//
// Where a plain driver has by hand what the library has by type: the places to begin
// with when it is ported, and three old mistakes that are found on the way.

@initialize:python@
@@
def report(places, sentence):
    for place in places:
        print(f"{place.file}:{place.line}: own: {sentence}")

// User memory that is read twice may be two things.

@twice exists@
expression to, more, source, n, m, e;
identifier f = {copy_from_user, __copy_from_user};
position first, p;
@@
 f@first(to, source, n)
 ... when != source = e
     when != source += e
     when != source++
 f@p(more, source, m)

@script:python@
first << twice.first;
p << twice.p;
source << twice.source;
@@
# One call in a loop reads something else each time round.
if first[0].line != p[0].line:
    report(p, f"user memory at '{source}' is read a second time and may have changed; an "
              "own_user_reader reads each byte once (CWE-367)")

// A list that was moved to the stack is still walked by who sees its elements.

@splice exists@
identifier f = {list_splice_init, list_splice_tail_init, list_replace_init};
identifier g = {spin_unlock, spin_unlock_irq, spin_unlock_irqrestore, spin_unlock_bh, mutex_unlock};
position p;
@@
 f@p(...)
 ...
 g(...)

@script:python@
p << splice.p;
@@
report(p, "the list is moved and the lock released: who still holds an element unlinks it from "
          "another list (CVE-2025-68260); DEFINE_OWN_QUEUE() pops one at a time")

// Locks that a path can forget to release.

@locks exists@
expression l;
identifier f = {spin_lock, spin_lock_irq, spin_lock_bh, mutex_lock, raw_spin_lock};
identifier g = {spin_unlock, spin_unlock_irq, spin_unlock_bh, mutex_unlock, raw_spin_unlock};
position p;
@@
 f@p(l)
 ... when != f(l)
 g(l)

@script:python@
p << locks.p;
l << locks.l;
f << locks.f;
@@
report(p, f"{f}() has its unlock on each path by hand; OWN_LOCKED() and own_guard() release "
          "it, and keep its data behind it")

// Memory that a path can forget to free.

@frees exists@
expression x, e;
identifier a = {kmalloc, kzalloc, kcalloc, kvmalloc, kvzalloc, kmemdup, kzalloc_obj, kmalloc_obj};
identifier f = {kfree, kvfree};
position p;
@@
 x =@p a(...)
 ... when != x = e
 f(x);
 ...
 return ...;

@script:python@
p << frees.p;
x << frees.x;
@@
report(p, f"'{x}' is freed by hand on the way out; own_auto(..., own_alloc(...)) frees it on "
          "every path, once")

// Counts that are kept by hand.

@counts@
identifier f = {kref_put, refcount_dec_and_test, kref_get, refcount_inc};
expression e;
position p;
@@
 f@p(e, ...)

@script:python@
p << counts.p;
f << counts.f;
@@
report(p, f"{f}() by hand: DEFINE_OWN_REF() makes the reference a value that is put when it goes "
          "out of scope")
