/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef OWN_WORK_H
#define OWN_WORK_H

/**
 * DOC: Deferred work that owns what it uses
 *
 * A work_struct is a member of the object that its callback works on, and nothing
 * in its type says who keeps the object alive until the callback has run. The
 * idiom is to take a reference before queue_work(), to put it if queue_work()
 * says that the work was queued already, to put it at the end of the callback,
 * and to put it if the work was cancelled in time. Each of the four is forgotten
 * somewhere.
 *
 * Here a queued item owns a reference, as any variable would:
 *
 * .. code-block:: c
 *
 *	struct box { struct kref refs; struct delayed_work expire; ... };
 *
 *	static void box_expire(struct box_ref box);
 *	DEFINE_OWN_DELAYED_WORK(box_expiry, box_ref, struct box, expire, box_expire);
 *
 *	own_auto(box_ref, for_work, box_ref_get(box));
 *	if (own_rest(for_work, box_expiry_queue(wq, own_take(for_work), HZ)))
 *		...			// was queued already: for_work has it again
 *
 *	static void box_expire(struct box_ref box)
 *	{
 *		own_auto(box_ref, b, box);	// dropped at the end, or queued again
 *		...
 *	}
 *
 * It follows that the end of an object never finds its own work queued or running on
 * it, has nothing to cancel and nothing to wait for: the last reference cannot
 * go while an item has one. An object with one owner can be queued as well; then
 * nobody else has it until the callback does, and it cannot be queued twice.
 *
 * To stop the work of an object that lives on, disable it. That hands back the
 * reference of an item that had not begun, waits for one that had, and from then
 * on refuses:
 *
 * .. code-block:: c
 *
 *	own_auto(box_ref, was_queued, box_expiry_disable(box));
 *
 * The last reference may be dropped by the callback itself. The object's end then
 * runs in the worker, which is why it must not wait for that worker: flushing or
 * destroying the workqueue there is a deadlock (lockdep reports it). Disabling
 * the object's own work there, or anywhere in its callback, is not: it does not
 * wait for itself.
 *
 * What module exit must do, in this order: stop what queues (deregister, shut
 * down); disable the works of the objects that are left, and drop them;
 * destroy_workqueue(). The last step is not for the objects but for the code: a
 * callback that has dropped the last reference has not returned yet, so to wait
 * until all objects are gone is not enough. On a queue of the system, which cannot
 * be destroyed, there is nothing to wait for that callback with once its object is
 * gone; so a module that can be unloaded has a queue of its own.
 *
 * Who may run concurrently: queueing, cancelling and disabling, with each other
 * and with the callback. The callback of one object does not run twice at once.
 *
 * What it costs: what the idiom costs, give or take an instruction (tests/cost/work.c).
 * Disabling asks whether it is called from the callback.
 *
 * What it cannot prevent: a callback that waits for something that waits for the
 * callback. An item far in the future keeps its object that long; cancel it when
 * the object is no longer wanted.
 *
 * When not to use it: for a timer that must run in interrupt context.
 *
 * Rust: ``Work<T>``, ``WorkItem``; ``Queue::enqueue()`` is ``Err(self)`` if it was
 * queued already. Rust has no disable.
 */

#include <own/box.h>
#if __OWN_QUIET_MACROS
#pragma GCC system_header
#endif

#include <linux/container_of.h>
#include <linux/workqueue.h>

/**
 * DEFINE_OWN_WORK() - define work that owns the object it works on
 * @name: prefix of the functions that are defined
 * @tag: what DEFINE_OWN_REF() or DEFINE_OWN() defined for the objects
 * @type: type of the objects
 * @member: their ``struct work_struct``
 * @run: function ``void run(struct tag object)``, which gets what was queued
 *
 * Defines::
 *
 *	void name_init(type *object);
 *	struct tag_rest name_queue(struct workqueue_struct *queue, struct tag object);
 *	struct tag_result name_cancel(const type *object);
 *	struct tag_result name_disable(const type *object);
 *
 * ``name_init()`` comes before all others, while nobody else can see @object.
 *
 * ``name_queue()`` consumes the reference, or hands it back with %-EBUSY: the work
 * is queued already, or disabled. A callback may queue its object again.
 *
 * ``name_cancel()`` takes the work off its queue and gives the reference that it
 * had; it is empty (%-ENOENT) if the work was not queued. It does not wait: the
 * callback may be running.
 *
 * ``name_disable()`` does the same, waits until the callback is not running, and
 * makes ``name_queue()`` refuse from then on. In the callback, and in what it
 * calls, it does not wait. There is no way back.
 *
 * Context: ``name_queue()`` and ``name_cancel()``: any. ``name_disable()``: process,
 * may sleep; the caller holds no lock that the callback takes (lockdep reports
 * it). @run: process, may sleep.
 *
 * Rust: ``impl_has_work!``, ``WorkItem::run(self)``.
 */
#define DEFINE_OWN_WORK(name, tag, type, member, run)			\
__own_work_callback(name, tag, type, member, run)			\
static __always_inline __own_role(init) __maybe_unused void		\
name##_init(type *object)						\
{									\
	INIT_WORK(&object->member, __##name##_callback);		\
}									\
static __always_inline __maybe_unused struct tag##_rest			\
name##_queue(struct workqueue_struct *queue, struct tag object)		\
{									\
	type *target = __##tag##_object(object);			\
	bool queued = queue_work(queue, &target->member);		\
									\
	return __##name##_rest(target, queued);				\
}									\
static __always_inline __maybe_unused struct tag##_result		\
name##_cancel(const type *shared)					\
{									\
	type *object = (type *)shared;					\
									\
	return __own_work_taken(tag, object, cancel_work(&object->member)); \
}									\
static __always_inline __maybe_unused struct tag##_result		\
name##_disable(const type *shared)					\
{									\
	type *object = (type *)shared;					\
									\
	struct work_struct *work = &object->member;			\
	bool was_queued = current_work() == work ? disable_work(work) :	\
						   disable_work_sync(work); \
									\
	return __own_work_taken(tag, object, was_queued);		\
}									\
_Static_assert(__same_type(((type *)NULL)->member, struct work_struct),	\
	      "own: " #member " is not a work_struct")

/**
 * DEFINE_OWN_DELAYED_WORK() - define delayed work that owns the object it works on
 * @name: prefix of the functions that are defined
 * @tag: what DEFINE_OWN_REF() or DEFINE_OWN() defined for the objects
 * @type: type of the objects
 * @member: their ``struct delayed_work``
 * @run: function ``void run(struct tag object)``, which gets what was queued
 *
 * Defines what DEFINE_OWN_WORK() does, with a delay in jiffies::
 *
 *	struct tag_rest name_queue(struct workqueue_struct *queue, struct tag object,
 *				   unsigned long delay);
 *	struct tag_rest name_requeue(struct workqueue_struct *queue,
 *				     struct tag object, unsigned long delay);
 *
 * ``name_requeue()`` queues the work, or changes the delay of work that is queued
 * already; then it drops the reference that the work had before. It hands back
 * with %-EBUSY if the work is disabled, or if another thread queued it at the same
 * moment, whose delay then counts. (mod_delayed_work() does not say whether it
 * queued anything, so a reference given to it would be lost when it did not.)
 *
 * Context: As for DEFINE_OWN_WORK(). ``name_requeue()``: any; the reference that it
 * drops is never the last one.
 *
 * Rust: ``DelayedWork<T>``.
 */
#define DEFINE_OWN_DELAYED_WORK(name, tag, type, member, run)		\
__own_work_callback(name, tag, type, member.work, run)			\
static __always_inline __own_role(init) __maybe_unused void		\
name##_init(type *object)						\
{									\
	INIT_DELAYED_WORK(&object->member, __##name##_callback);	\
}									\
static __always_inline __maybe_unused struct tag##_rest			\
name##_queue(struct workqueue_struct *queue, struct tag object,		\
	     unsigned long delay)					\
{									\
	type *target = __##tag##_object(object);			\
	bool queued = queue_delayed_work(queue, &target->member, delay); \
									\
	return __##name##_rest(target, queued);				\
}									\
static __always_inline __maybe_unused struct tag##_rest			\
name##_requeue(struct workqueue_struct *queue, struct tag object,	\
	       unsigned long delay)					\
{									\
	type *target = __##tag##_object(object);			\
	bool queued;							\
									\
	/* What it had; the caller's own reference is still there. */	\
	if (cancel_delayed_work(&target->member))			\
		__##tag##_drop(target);					\
	queued = queue_delayed_work(queue, &target->member, delay);	\
	return __##name##_rest(target, queued);				\
}									\
static __always_inline __maybe_unused struct tag##_result		\
name##_cancel(const type *shared)					\
{									\
	type *object = (type *)shared;					\
									\
	return __own_work_taken(tag, object, cancel_delayed_work(&object->member)); \
}									\
static __always_inline __maybe_unused struct tag##_result		\
name##_disable(const type *shared)					\
{									\
	type *object = (type *)shared;					\
									\
	struct delayed_work *work = &object->member;			\
	bool was_queued = current_work() == &work->work ?		\
			  disable_delayed_work(work) :			\
			  disable_delayed_work_sync(work);		\
									\
	return __own_work_taken(tag, object, was_queued);		\
}									\
_Static_assert(__same_type(((type *)NULL)->member, struct delayed_work), \
	      "own: " #member " is not a delayed_work")

/* What work had that was taken off its queue. */
#define __own_work_taken(tag, object, was_queued)			\
({									\
	bool __own_taken = (was_queued);				\
									\
	own_assume(!IS_ERR_OR_NULL(object));				\
	__##tag##_result(__own_taken ? (object) : NULL);		\
})

/*
 * The callback, and what comes back from queueing. Once queued, the object may be
 * gone: nothing but its address is looked at.
 */
#define __own_work_callback(name, tag, type, work_member, run)		\
static void __##name##_callback(struct work_struct *work)		\
{									\
	run(__##tag##_value(container_of(work, type, work_member)));	\
}									\
static __always_inline struct tag##_rest				\
__##name##_rest(type *target, bool queued)				\
{									\
	union {								\
		struct { type *object; long error; } raw;		\
		struct tag##_rest rest;					\
	} u = { .raw = { queued ? NULL : target, queued ? 0 : -EBUSY } }; \
									\
	return u.rest;							\
}

#endif /* OWN_WORK_H */
