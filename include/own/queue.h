/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef OWN_QUEUE_H
#define OWN_QUEUE_H

/**
 * DOC: A queue that owns
 *
 * A list_head knows neither how long the list is nor whose the elements are. A
 * queue of this header owns every element on it: pushing consumes an owner,
 * popping makes one, and an element with one owner cannot be on two queues or be
 * freed while it is on one, because there is no owner left to do it with.
 *
 * .. code-block:: c
 *
 *	struct parcel { struct list_head node; ... };
 *	DEFINE_OWN_QUEUE(parcel_queue, parcel_own, struct parcel, node);
 *
 *	parcel_queue_push(&state->queue, own_take(p));
 *	own_auto(parcel_own, next, parcel_queue_pop(&state->queue));
 *
 * A queue has no lock of its own: make it part of an OWN_LOCKED(). No function
 * moves a whole queue to the stack, to be walked without its lock, the race of
 * CVE-2025-68260: pop one, unlock, deal with it, lock again.
 *
 * What it costs: what list_head costs, plus a counter, and a test whether there is a
 * head where code by hand may know it from elsewhere (tests/cost/queue.c).
 *
 * To look at the head or to walk gives a loan (slot.h): the queue cannot be changed
 * meanwhile, except by taking out what was found:
 *
 * .. code-block:: c
 *
 *	own_queue_for_each(parcel_queue, each, &state->queue) {
 *		if (own_use(each)->tag != tag)
 *			continue;
 *		own_auto(parcel_own, found, own_take_out(parcel_queue, each));
 *		return own_ok(found);
 *	}
 *
 * What it cannot prevent: a raw pointer out of the loan that is kept after the lock
 * is released is not followed by the compiler. Two references to one object can be
 * pushed to two queues, or twice to one, and the object has one list_head. A queue
 * can be copied where a variable is declared (not by an assignment, which does not
 * compile), and the list in it spliced, if one names what is private. A queue on the
 * stack that is not dropped leaks what is on it, and so does a second
 * ``name_init()``.
 *
 * When not to use it: for an object on several lists at once; give each list a
 * list_head of its own and a counted reference.
 *
 * Rust: ``List<T>`` with ``ListArc<T>``.
 */

#include <own/box.h>
#if __OWN_QUIET_MACROS
#pragma GCC system_header
#endif

#include <linux/list.h>

/**
 * DEFINE_OWN_QUEUE() - define a queue that owns its elements
 * @name: name of the queue type
 * @tag: what DEFINE_OWN() or DEFINE_OWN_REF() defined for the elements
 * @type: type of the elements
 * @member: their ``struct list_head``
 *
 * Defines ``struct name`` and::
 *
 *	void name_init(struct name *queue);
 *	unsigned int name_len(const struct name *queue);
 *	void name_push(struct name *queue, struct tag element);		// at the tail
 *	void name_push_front(struct name *queue, struct tag element);	// hand back
 *	struct tag_result name_pop(struct name *queue);			// from the head
 *	void name_drop_all(struct name *queue);
 *	struct tag name_unsafe_remove(struct name *queue, const type *element);
 *
 * ``name_pop()`` is empty (%-ENOENT) if the queue is. own_peek() looks at the head,
 * own_queue_for_each() at all of them; own_take_out() takes out what one of the two
 * found. ``name_unsafe_remove()`` is for an element that was found by other means, such
 * as a tree of the same elements: unsafe, because the compiler believes that it is on
 * this very queue. Say why in a ``SAFETY:`` comment.
 *
 * Context: The caller holds the lock that protects the queue.
 * ``name_drop_all()``: that of the elements' end.
 */
#define DEFINE_OWN_QUEUE(name, tag, type, member)			\
DECLARE_OWN_QUEUE(name, tag);						\
IMPLEMENT_OWN_QUEUE(name, tag, type, member)

/**
 * DECLARE_OWN_QUEUE() - declare a queue of elements whose type may be incomplete
 * @name: name of the queue type
 * @tag: what DECLARE_OWN() or DECLARE_OWN_REF() declared for the elements
 *
 * For a queue that is a member of its elements. IMPLEMENT_OWN_QUEUE() follows when
 * their type is complete.
 */
#define DECLARE_OWN_QUEUE(name, tag)					\
struct name {								\
	struct list_head __head __own_role(head);			\
	unsigned int __len;						\
	const struct { } __not_assignable;				\
} __own_role(queue);							\
typedef __##tag##_found __##name##_found;				\
typedef __##tag##_found_mut __##name##_found_mut;			\
typedef char __##name##_looked_at_is[1]

/**
 * IMPLEMENT_OWN_QUEUE() - what DECLARE_OWN_QUEUE() left open
 * @name: what DECLARE_OWN_QUEUE() declared
 * @tag: as there
 * @type: type of the elements, complete
 * @member: their ``struct list_head``
 */
#define IMPLEMENT_OWN_QUEUE(name, tag, type, member)			\
static __always_inline __own_role(init) __maybe_unused void		\
name##_init(struct name *queue)						\
{									\
	INIT_LIST_HEAD(&queue->__head);					\
	queue->__len = 0;						\
}									\
static __always_inline __own_role(len) __maybe_unused unsigned int	\
name##_len(const struct name *queue)					\
{									\
	return queue->__len;						\
}									\
static __always_inline __own_role(push) __maybe_unused void		\
name##_push(struct name *queue, struct tag element)			\
{									\
	list_add_tail(&__##tag##_object(element)->member, &queue->__head); \
	queue->__len++;							\
}									\
static __always_inline __own_role(push) __maybe_unused void		\
name##_push_front(struct name *queue, struct tag element)		\
{									\
	list_add(&__##tag##_object(element)->member, &queue->__head);	\
	queue->__len++;							\
}									\
/* The element behind @node, or NULL at the end. */			\
static __always_inline type *						\
__##name##_behind(const struct name *queue, const struct list_head *node) \
{									\
	type *next = list_entry(node->next, type, member);		\
									\
	own_assume(!IS_ERR_OR_NULL(next));				\
	return list_entry_is_head(next, &queue->__head, member) ? NULL : next; \
}									\
static __always_inline __own_role(peek) type *__##name##_first(const struct name *queue) \
{									\
	return __##name##_behind(queue, &queue->__head);		\
}									\
static __always_inline __own_role(peek) __maybe_unused type *		\
__##name##_next(const struct name *queue, const type *element)		\
{									\
	return __##name##_behind(queue, &element->member);		\
}									\
static __always_inline __own_role(remove) __maybe_unused struct tag	\
name##_taken_out(struct name *queue, const type *found)			\
{									\
	type *element = (type *)found;					\
									\
	own_assume(element);						\
	list_del(&element->member);					\
	queue->__len--;							\
	return __##tag##_value(element);				\
}									\
static __always_inline __own_role(remove) __maybe_unused struct tag	\
name##_unsafe_remove(struct name *queue, const type *element)		\
{									\
	return name##_taken_out(queue, element);			\
}									\
static __always_inline __own_role(pop) __maybe_unused struct tag##_result \
name##_pop(struct name *queue)						\
{									\
	type *first = __##name##_first(queue);				\
									\
	if (first) {							\
		list_del(&first->member);				\
		queue->__len--;						\
	}								\
	return __##tag##_result(first);					\
}									\
static __own_role(pop) __maybe_unused void name##_drop_all(struct name *queue) \
{									\
	type *first;							\
									\
	while ((first = __##name##_first(queue))) {			\
		own_auto(tag, last, name##_taken_out(queue, first));	\
	}								\
}									\
static __always_inline __maybe_unused void				\
__##name##_end_member(struct name *queue)				\
{									\
	/* Never initialised, in an object whose setting up failed. */	\
	if (queue->__head.next)						\
		name##_drop_all(queue);					\
}									\
_Static_assert(sizeof(struct name) > 0, #name)

/**
 * OWN_QUEUE_INIT() - initialiser for a static queue
 * @queue: the queue that is initialised; as the data of a static OWN_LOCKED():
 *	OWN_LOCKED_STATIC() of that variable
 */
#define OWN_QUEUE_INIT(queue)	{ .__head = LIST_HEAD_INIT((queue).__head) }

/**
 * own_queue_for_each() - look at each element that a queue owns
 * @kind: what DEFINE_OWN_QUEUE() defined
 * @name: name of the owner that is declared
 * @queue: pointer to the queue; evaluated once
 *
 * @name is used as that of own_peek(), and holds an element: own_use() it. In the
 * loop nothing can be pushed to a queue of this kind or popped off one.
 * own_take_out() takes the element out; the loop has to be left then, which is proved.
 * ``break`` and ``continue`` are the loop's.
 *
 * Context: The caller holds the lock that protects the queue.
 *
 * Rust: ``for name in &queue``, E0502; ``CursorPeek::remove()`` of List.
 */
#define own_queue_for_each(kind, name, queue)				\
	for (const struct __own_kept __own_kept_##name __cleanup(__own_kept_end) = { }, \
	     *__own_once_##name = (void *)1UL; __own_once_##name;		\
	     __own_once_##name = NULL)					\
	for (typeof(queue) const __own_place_##name = __own_kept(name, queue); \
	     __own_once_##name; __own_once_##name = NULL)		\
	for (__own_frozen_function __own_frozen(kind);			\
	     __own_once_##name; __own_once_##name = NULL)		\
	for (char __own_looking(kind, name) __maybe_unused;		\
	     __own_once_##name; __own_once_##name = NULL)		\
	for (struct {							\
		__own_found(kind, queue) __object __own_role(object);	\
		__##kind##_found __shared[0];				\
		__own_state						\
		struct { } __own_mut_needs_a_unique_owner;		\
		__own_not_to_take					\
	     } name = { .__object = __##kind##_first(__own_place_##name), .__asked = true }; \
	     name.__object;						\
	     ({								\
		own_prove_path(false, !name.__error, walk_goes_on,	\
			       "own: '" #name "' was taken out of the queue, and the walk goes on from it; leave the loop", ); \
		name.__error = 0;	/* As was proved; one message is enough. */ \
		name.__object = __##kind##_next(__own_place_##name, name.__object); \
	     }))

#endif /* OWN_QUEUE_H */
