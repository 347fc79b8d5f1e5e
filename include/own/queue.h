/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef OWN_QUEUE_H
#define OWN_QUEUE_H

/**
 * DOC: A queue that owns
 *
 * A list_head knows neither how long the list is nor whose the elements are. A
 * queue of this header owns every element on it: pushing consumes an owner,
 * popping makes one, and an element cannot be on two queues or be freed while it
 * is on one, because there is no owner left to do it with.
 *
 * .. code-block:: c
 *
 *	struct parcel { struct list_head node; ... };
 *	DEFINE_OWN_QUEUE(parcel_queue, parcel_own, struct parcel, node);
 *
 *	parcel_queue_push(&state->queue, own_take(p));
 *	own_auto(parcel_own, next, parcel_queue_pop(&state->queue));
 *
 * A queue has no lock of its own: make it part of an OWN_LOCKED(). There is no
 * way to move a whole queue to the stack, unlock and walk it, the race of
 * CVE-2025-68260: pop one, unlock, deal with it, lock again.
 *
 * What it costs: what list_head costs, plus a counter.
 *
 * What it cannot prevent: an element that is found with queue_for_each() is
 * borrowed from the queue, and a pointer kept after the lock is released is not
 * followed by the compiler.
 *
 * When not to use it: for an object on several lists at once; give each list a
 * counted reference instead.
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
 * @tag: what DEFINE_OWN() or DEFINE_REF() defined for the elements
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
 *	type *name_peek(struct name *queue);	// borrowed, or NULL
 *	struct tag name_remove(struct name *queue, type *element);
 *	void name_drop_all(struct name *queue);
 *
 * ``name_pop()`` is empty (%-ENOENT) if the queue is. ``name_remove()`` takes an
 * element that was found on this very queue with name_peek() or
 * queue_for_each(), under the lock that is still held.
 *
 * Context: The caller holds the lock that protects the queue.
 * ``name_drop_all()``: that of the drop function.
 */
#define DEFINE_OWN_QUEUE(name, tag, type, member)			\
struct name {								\
	struct list_head __head;					\
	unsigned int __len;						\
};									\
static __always_inline __maybe_unused void name##_init(struct name *queue) \
{									\
	INIT_LIST_HEAD(&queue->__head);					\
	queue->__len = 0;						\
}									\
static __always_inline __maybe_unused unsigned int			\
name##_len(const struct name *queue)					\
{									\
	return queue->__len;						\
}									\
static __always_inline __maybe_unused void				\
name##_push(struct name *queue, struct tag element)			\
{									\
	list_add_tail(&__##tag##_object(element)->member, &queue->__head); \
	queue->__len++;							\
}									\
static __always_inline __maybe_unused void				\
name##_push_front(struct name *queue, struct tag element)		\
{									\
	list_add(&__##tag##_object(element)->member, &queue->__head);	\
	queue->__len++;							\
}									\
static __always_inline __maybe_unused struct tag			\
name##_remove(struct name *queue, type *element)			\
{									\
	own_assume(element);						\
	list_del(&element->member);					\
	queue->__len--;							\
	return __##tag##_value(element);				\
}									\
static __always_inline __maybe_unused type *				\
name##_peek(struct name *queue)					\
{									\
	type *first = list_first_entry(&queue->__head, type, member);	\
									\
	own_assume(!IS_ERR_OR_NULL(first));				\
	return list_entry_is_head(first, &queue->__head, member) ? NULL : first; \
}									\
static __always_inline __maybe_unused struct tag##_result		\
name##_pop(struct name *queue)						\
{									\
	type *first = name##_peek(queue);				\
									\
	if (first) {							\
		list_del(&first->member);				\
		queue->__len--;						\
	}								\
	return __##tag##_result(first);					\
}									\
static inline __maybe_unused void name##_drop_all(struct name *queue)	\
{									\
	type *first;							\
									\
	while ((first = name##_peek(queue))) {				\
		own_auto(tag, last, name##_remove(queue, first));	\
	}								\
}									\
_Static_assert(sizeof(struct name) > 0, #name)

/**
 * OWN_QUEUE_INIT() - initialiser for a static queue
 * @queue: the queue that is initialised; as the data of a static OWN_LOCKED():
 *	OWN_LOCKED_STATIC() of that variable
 */
#define OWN_QUEUE_INIT(queue)	{ .__head = LIST_HEAD_INIT((queue).__head) }

/**
 * queue_for_each() - walk over the elements that a queue owns
 * @element: name of a variable, ``type *``, borrowed from the queue
 * @queue: the queue
 * @member: the ``struct list_head`` member of the elements
 *
 * Context: The caller holds the lock that protects the queue. The queue must not
 * be changed in the loop, except by ``name_remove()`` immediately followed by
 * leaving it.
 */
#define queue_for_each(element, queue, member)				\
	list_for_each_entry(element, &(queue)->__head, member)

#endif /* OWN_QUEUE_H */
