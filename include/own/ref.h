/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef OWN_REF_H
#define OWN_REF_H

/**
 * DOC: Counted references
 *
 * An object that several parties keep alive has a count, and each party holds
 * one reference. The mistakes are old: a get without a put on an early return,
 * a put too many, a use after the put, a lookup that revives an object whose
 * count already fell to zero. Here a reference is a value like any other owner:
 * it is dropped when its variable goes out of scope, and everything that box.h
 * says about own_take(), own_borrow() and own_none() holds for it.
 *
 * An object has two phases, and they have different types. While it is set up,
 * and again when the last reference is gone, exactly one party can see it; that
 * is the unique owner of box.h, which may change it freely with own_mut(). In
 * between it is shared: what a reference gives is const. What changes belongs
 * behind a lock (locked.h), or is a member that does its own synchronisation, such
 * as a wait queue, and is declared as one: OWN_SHARED().
 *
 * .. code-block:: c
 *
 *	struct box { struct kref refs; struct depot_ref_once depot; ... };
 *	DEFINE_OWN(box_own, struct box, OWN_KMALLOC, own_member(depot_ref, depot));
 *	DEFINE_OWN_REF(box_ref, box_own, struct box, refs);
 *
 *	own_auto(box_own, new, own_alloc(box_own, GFP_KERNEL));
 *	if (own_none(new))
 *		return own_err(new);
 *	own_mut(new)->limit = limit;				// alone: no lock
 *	own_auto(box_ref, box, box_ref_share(own_take(new)));	// published
 *	own_borrow(b, box);
 *	box_list_push(list, box_ref_get(b));			// the list's own reference
 *
 * The count is a kref, which saturates instead of wrapping. This header has no
 * function that puts a raw pointer: a put needs a reference to consume.
 *
 * What it costs: what kref costs, give or take a few instructions (tests/cost/ref.c).
 *
 * What it cannot prevent: ``tag_get()`` believes that who has the pointer has a
 * reference, or a lock under which one cannot go. Const is one level deep, as
 * everywhere in C: what a pointer in the object points to can be changed, and a
 * cast takes const away. Two objects that hold references to each other live for
 * ever, as in Rust.
 *
 * When not to use it: for an object with one owner.
 *
 * Rust: ``Arc<T>`` and ``UniqueArc<T>``; ``ARef<T>`` for DEFINE_OWN_REF_ADOPTED().
 */

#include <own/box.h>
#if __OWN_QUIET_MACROS
#pragma GCC system_header
#endif

#include <linux/container_of.h>
#include <linux/kref.h>

/**
 * DEFINE_OWN_REF() - define the reference types of a counted object
 * @tag: name of the reference type, by custom ``OBJECT_ref``
 * @own_tag: what DEFINE_OWN() or DECLARE_OWN() defined for the same object
 * @type: type of the object
 * @member: its ``struct kref``
 *
 * Defines the types and functions that DEFINE_OWN() does, and::
 *
 *	struct tag tag_share(struct own_tag object);
 *	struct tag tag_get(const type *object);
 *	struct tag_result tag_get_unless_zero(const type *object);
 *
 * ``tag_share()`` starts the count at one: the unique owner becomes the first
 * reference. ``tag_get()`` takes another from a pointer that is borrowed from a
 * reference. ``tag_get_unless_zero()`` is for lookups, where the pointer comes
 * from a table that holds no reference: it is empty (%-ENOENT) if the object is
 * already dying. It does not make the lookup itself safe; that takes the table's
 * lock, or RCU and an end that waits for it (rcutable.h).
 *
 * When the last reference is dropped the object has a unique owner again, and
 * what was given to DEFINE_OWN() ends it.
 *
 * Context: ``tag_get()`` and ``tag_get_unless_zero()``: any. Dropping: that of
 * the end.
 */
#define DEFINE_OWN_REF(tag, own_tag, type, member)			\
DECLARE_OWN_REF(tag, own_tag, type);					\
IMPLEMENT_OWN_REF(tag, own_tag, type, member)

/**
 * DECLARE_OWN_REF() - declare the reference types of an object whose type may be incomplete
 * @tag: name of the reference type, by custom ``OBJECT_ref``
 * @own_tag: what DECLARE_OWN() declared for the same object
 * @type: type of the object
 *
 * For members of the object's own kind, and of objects that it contains in turn.
 * IMPLEMENT_OWN_REF() follows in the same file.
 */
#define DECLARE_OWN_REF(tag, own_tag, type)				\
static __always_inline __own_role(drop) void __##tag##_drop(type *object); \
__own_family(tag, type, const type, const type, )			\
__own_auto_end(tag)

/**
 * IMPLEMENT_OWN_REF() - what DECLARE_OWN_REF() left open
 * @tag: what DECLARE_OWN_REF() declared
 * @own_tag: as there
 * @type: type of the object, complete
 * @member: its ``struct kref``
 */
#define IMPLEMENT_OWN_REF(tag, own_tag, type, member)			\
static inline __maybe_unused void __##tag##_release(struct kref *count) __own_unanalysed \
{									\
	__##own_tag##_drop_last(container_of(count, type, member));	\
}									\
static __always_inline void __##tag##_drop(type *object)		\
{									\
	kref_put(&object->member, __##tag##_release);			\
}									\
static __always_inline __maybe_unused struct tag			\
tag##_share(struct own_tag object)					\
{									\
	type *alone = __##own_tag##_object(object);			\
									\
	kref_init(&alone->member);					\
	return __##tag##_value(alone);					\
}									\
static __always_inline __own_role(get) __maybe_unused struct tag tag##_get(const type *shared) \
{									\
	type *object = (type *)shared;					\
									\
	kref_get(&object->member);					\
	return __##tag##_value(object);					\
}									\
static __always_inline __maybe_unused struct tag##_result		\
tag##_get_unless_zero(const type *shared)				\
{									\
	type *object = (type *)shared;					\
	bool alive = kref_get_unless_zero(&object->member);		\
									\
	own_assume(object);						\
	return __##tag##_result(alive ? object : NULL);			\
}									\
_Static_assert(sizeof(struct tag) == sizeof(void *), #tag)

/**
 * DEFINE_OWN_REF_ADOPTED() - define reference types over an existing get and put
 * @tag: name of the reference type, such as ``pid_ref``
 * @type: type of the object, such as ``struct pid``; it may be incomplete
 * @count: function or macro ``count(type *)`` that counts one more
 * @uncount: function or macro ``uncount(type *)`` that counts one less
 *
 * For objects that the kernel counts: pid, cred, file, device, task. Defines the
 * types and ``struct tag tag_get(type *object)``. They are not const to who has a
 * reference, because the kernel's functions want plain pointers and lock for
 * themselves.
 *
 * A kernel function that returns a pointer with a reference already taken is
 * adopted with own_unsafe_from() or, if it can fail, own_unsafe_result(). A pointer
 * that nobody holds a reference for is not for ``tag_get()``: see
 * DEFINE_OWN_REF_LOOKUP().
 *
 * Rust: ``ARef<T>`` with ``AlwaysRefCounted``.
 */
#define DEFINE_OWN_REF_ADOPTED(tag, type, count, uncount)		\
static __always_inline __own_role(drop) void __##tag##_drop(type *object); \
__own_family(tag, type, type, type, )					\
__own_auto_end(tag);							\
static __always_inline void __##tag##_drop(type *object)		\
{									\
	uncount(object);						\
}									\
static __always_inline __own_role(get) __maybe_unused struct tag tag##_get(type *object) \
{									\
	count(object);							\
	return __##tag##_value(object);					\
}									\
_Static_assert(sizeof(struct tag) == sizeof(void *), #tag)

/**
 * DEFINE_OWN_REF_LOOKUP() - let an adopted object be looked up
 * @tag: what DEFINE_OWN_REF_ADOPTED() defined
 * @type: type of the object
 * @get_unless_zero: function or macro that counts one more unless the count is 0, and
 *	is not 0 or %NULL if it did, such as kobject_get_unless_zero() or mmget_not_zero()
 *
 * Defines ``struct tag_result tag_get_unless_zero(type *object)``, as
 * DEFINE_OWN_REF() does.
 */
#define DEFINE_OWN_REF_LOOKUP(tag, type, get_unless_zero)		\
static __always_inline __maybe_unused struct tag##_result		\
tag##_get_unless_zero(type *object)					\
{									\
	return __##tag##_result(get_unless_zero(object) ? object : NULL); \
}									\
_Static_assert(sizeof(struct tag) == sizeof(void *), #tag)

#endif /* OWN_REF_H */
