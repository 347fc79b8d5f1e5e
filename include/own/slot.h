/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef OWN_SLOT_H
#define OWN_SLOT_H

/**
 * DOC: Members that own
 *
 * A pointer in a structure says neither whether it owns what it points to nor
 * whether it may be %NULL. Here the type of the member says both. Each family of
 * owners (box.h) has two types for members, one pointer wide:
 *
 * ``struct parcel_own_slot``
 *	Owns a parcel, or nothing. It is filled, emptied and exchanged, each of which
 *	says what becomes of the parcel that was there.
 * ``struct box_ref_once``
 *	Is set once, before others can see it, and is there from then on. So it can
 *	be had without a test.
 *
 * .. code-block:: c
 *
 *	struct order {
 *		struct box_ref_once box;	// where it goes to
 *		struct parcel_own_slot spare;
 *	};
 *
 *	box_ref_set_once(&own_mut(order)->box, own_take(b));
 *	...
 *	box_notify(box_ref_of(&order->box));
 *
 * What a slot holds is looked at with own_peek(), for the rest of the scope. The
 * name that it declares is used like an owner: it has to be tested, it cannot be
 * taken, and as long as it is in scope nothing can be put into a slot of that
 * kind or taken out of it:
 *
 * .. code-block:: c
 *
 *	own_guard(mutex, settings, &box->settings);
 *	own_peek(parcel_own, spare, &settings->spare);
 *	if (own_none(spare))
 *		return 0;
 *	return own_use(spare)->len;
 *
 * Queues (queue.h) are looked at by the same word. What was found can be taken out
 * of its place with own_take_out().
 *
 * What it costs: what the pointer and the test cost. A slot that was zeroed holds
 * nothing, and needs no set-up.
 *
 * What it cannot prevent: a pointer that own_use() gave and somebody kept is not
 * followed after the scope has ended. The functions that change a slot are hidden by
 * their names, in the scope and not in what it calls, so a function that is called
 * there may drop what is looked at; so may own_take_out() in a block inside, by
 * another name. A member of the second type that was never set is a %NULL pointer:
 * nothing notices when it is compiled, and what uses it meets an oops. A slot in a
 * structure on the stack is lost, with what it holds, at the end of its scope.
 *
 * When not to use it: for a pointer that owns nothing.
 *
 * Rust: ``Option<KBox<T>>``, ``Arc<T>``; ``as_ref()`` and ``take()`` of an Option.
 */

#include <own/prove.h>
#if __OWN_QUIET_MACROS
#pragma GCC system_header
#endif

#include <linux/bug.h>
#include <linux/string.h>

/* What DEFINE_OWN() and its kin define for members of @tag. */
#define __own_slots(tag, type, shared_type, mut_type)			\
struct tag##_slot {							\
	type *const __object __own_private;				\
} __designated_init __own_role(slot);					\
struct tag##_once {							\
	type *const __object __own_private;				\
} __designated_init __own_role(once);					\
typedef union {								\
	struct tag##_slot *slot;					\
	struct tag##_once *once;					\
} __##tag##_member __attribute__((__transparent_union__));		\
typedef shared_type *__##tag##_found;					\
typedef mut_type *__##tag##_found_mut;					\
typedef char __##tag##_looked_at_is[1];					\
static __always_inline type *						\
__##tag##_exchange(struct tag##_slot *slot, type *object)		\
{									\
	union { struct tag##_slot slot; type *object; } old = { .slot = *slot }; \
									\
	/* Only the functions below write to it, and none takes an errno. */ \
	own_assume(!IS_ERR(old.object));				\
	memcpy(slot, &object, sizeof(object));				\
	return old.object;						\
}									\
static __always_inline __own_role(swap) __maybe_unused struct tag##_result \
tag##_swap(struct tag##_slot *slot, struct tag value)			\
{									\
	return __##tag##_result(__##tag##_exchange(slot, __##tag##_object(value))); \
}									\
static __always_inline __own_role(pop) __maybe_unused struct tag##_result \
tag##_take_from(struct tag##_slot *slot)				\
{									\
	return __##tag##_result(__##tag##_exchange(slot, NULL));	\
}									\
static __always_inline void __##tag##_end_member(__##tag##_member member) \
{									\
	type *object = __##tag##_exchange(member.slot, NULL);		\
									\
	if (object)							\
		__##tag##_drop(object);					\
}									\
static __always_inline __own_role(swap) __maybe_unused void		\
tag##_set(struct tag##_slot *slot, struct tag value)			\
{									\
	type *old = __##tag##_exchange(slot, __##tag##_object(value));	\
									\
	if (old)							\
		__##tag##_drop(old);					\
}									\
static __always_inline __own_role(of) __maybe_unused shared_type *	\
tag##_of(const struct tag##_once *once)					\
{									\
	union { struct tag##_once once; type *object; } held = { .once = *once }; \
									\
	return held.object;						\
}									\
static __always_inline __maybe_unused void				\
tag##_set_once(struct tag##_once *once, struct tag value)		\
{									\
	type *object = __##tag##_object(value);				\
									\
	if (WARN_ON_ONCE(tag##_of(once)))				\
		__##tag##_drop(object);					\
	else								\
		memcpy(once, &object, sizeof(object));			\
}									\
static __always_inline __own_role(peek) type *				\
__##tag##_first(const struct tag##_slot *slot)				\
{									\
	union { struct tag##_slot slot; type *object; } held = { .slot = *slot }; \
									\
	own_assume(!IS_ERR(held.object));				\
	return held.object;						\
}									\
static __always_inline __own_role(remove) __maybe_unused struct tag	\
tag##_taken_out(struct tag##_slot *slot, const void *found)		\
{									\
	__##tag##_exchange(slot, NULL);					\
	return __##tag##_value((type *)found);				\
}									\
_Static_assert(sizeof(struct tag##_slot) == sizeof(void *), #tag)

/*
 * The functions that change a place of this kind, hidden for the rest of the scope.
 * Names that the kind does not have are hidden to no effect.
 */
typedef void __own_frozen_function(const void *place, ...);
#define __own_frozen(kind)						\
	*kind##_swap __own_frozen_name(kind),				\
	*kind##_set __own_frozen_name(kind),				\
	*kind##_take_from __own_frozen_name(kind),			\
	*kind##_clear __own_frozen_name(kind),				\
	*kind##_push __own_frozen_name(kind),				\
	*kind##_push_front __own_frozen_name(kind),			\
	*kind##_init __own_frozen_name(kind),				\
	*kind##_pop __own_frozen_name(kind),				\
	*kind##_drop_all __own_frozen_name(kind)
#define __own_frozen_name(kind)						\
	__maybe_unused __own_refuse("own: what " #kind " has is being looked at in this scope, and cannot be changed; end the scope first, or own_take_out() what was found (like Rust E0502)")

/*
 * 2 in the scope of a look at this kind. Whoever looks while somebody else does may not
 * take out: it may be what the other one found.
 */
#define __own_looking(kind, name)					\
	__own_inner_##name[sizeof(__##kind##_looked_at_is)] __maybe_unused, \
	__##kind##_looked_at_is[2]

/* What is in a place that is const is not changed. */
#define __own_is_const(place)						\
	__builtin_types_compatible_p(typeof(&*(place)), const typeof(*(place)) *)
#define __own_found(kind, place)					\
	typeof(__builtin_choose_expr(__own_is_const(place),		\
				     (__##kind##_found)NULL, (__##kind##_found_mut)NULL))

/**
 * own_peek() - look at what a slot or a queue has, for the rest of the scope
 * @kind: what DEFINE_OWN(), DEFINE_OWN_REF() or DEFINE_OWN_QUEUE() defined
 * @name: name of the owner that is declared
 * @place: pointer to the slot or to the queue, of which the first element is
 *	looked at; evaluated once
 *
 * @name is used like an owner that cannot be taken: test it with own_none(), then
 * own_use() or own_borrow() it; own_mut() too, if one has it alone and @place is
 * not const. Without the test it does not compile. own_take_out() makes an owner of
 * it.
 *
 * As long as @name is in scope, the functions that put something into a @kind or
 * take it out cannot be named, be it into this one or another. One of a @kind in each
 * scope; another goes into a block of its own.
 *
 * Context: The caller holds the lock that protects @place. This is a declaration.
 *
 * Rust: ``if let Some(name) = &place``; E0502, E0506, E0599.
 */
#define own_peek(kind, name, place)					\
	__own_keeping(name);						\
	typeof(place) const __own_place_##name = __own_kept(name, place); \
	__own_frozen_function __own_frozen(kind);			\
	typedef char __own_looking(kind, name) __maybe_unused;		\
	__own_found(kind, place) const __own_found_##name =		\
		__##kind##_first(__own_place_##name);			\
	struct {							\
		__own_found(kind, place) __object __own_role(object);	\
		__##kind##_found __shared[0];				\
		__own_state						\
		struct { } __own_mut_needs_a_unique_owner;		\
		__own_not_to_take					\
	} name = {							\
		.__object = __own_found_##name,				\
		.__error = __own_found_##name ? 0 : -ENOENT,		\
	}

/**
 * own_take_out() - take what was found out of its place
 * @kind: what own_peek() or own_queue_for_each() was told
 * @name: what it declared, known to hold an object and not borrowed
 *
 * @name is empty afterwards. In a loop of own_queue_for_each() the loop has to be
 * left, which is proved.
 *
 * Context: Any.
 * Return: ``struct tag`` of the object, which may not be ignored.
 *
 * Rust: ``place.take()``.
 */
#define own_take_out(kind, name)					\
	kind##_taken_out(__own_place_##name, ({				\
		_Static_assert(sizeof(__own_inner_##name) == 1,		\
			       "own: " #name " may be what a look around this one has found; end that scope first (like Rust E0502)"); \
		__own_take(name);					\
	}))

#endif /* OWN_SLOT_H */
