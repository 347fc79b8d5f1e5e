/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef OWN_TIMER_H
#define OWN_TIMER_H

/**
 * DOC: Timers that own what they use
 *
 * A timer is a member of the object that its callback works on, and fires whether
 * that object is still there or not. By hand, every way out has to stop it first,
 * with the function that waits, and whoever arms it again must know that it was
 * stopped. A timer that fires after remove is among the most frequent bugs of drivers.
 *
 * Here an armed timer has a reference, as a variable would:
 *
 * .. code-block:: c
 *
 *	struct remote { struct kref refs; struct timer_list key_up; ... };
 *
 *	DEFINE_OWN_TIMER(key_up, remote_ref, struct remote, key_up, remote_key_up);
 *
 *	own_auto(remote_ref, r, remote_ref_get(remote));
 *	own_rest(r, key_up_arm(own_take(r), jiffies + HZ / 8));	// r is full again: was armed
 *
 *	static void remote_key_up(struct key_up_fired fired)
 *	{
 *		own_timer_fired(remote_ref, r, fired);	// dropped at the end, or armed again
 *		...
 *	}
 *
 * So the end of an object never finds its timer armed, and has nothing to stop. The
 * callback gets at the object only by own_timer_fired(), which also tells the compiler
 * that the rest of the scope runs where nothing may sleep: memory allocated with
 * GFP_KERNEL, a mutex or a copy from user space does not compile there (context.h).
 *
 * An hrtimer cannot be treated so, because hrtimer_start() does not say whether it was
 * armed before. It has a handle instead: an owner that keeps the object while it
 * exists, and stops the timer when it is dropped. The callback borrows the object, and
 * may go on periodically:
 *
 * .. code-block:: c
 *
 *	DEFINE_OWN_HRTIMER(pump_tick, pump_ref, struct pump, timer, pump_stroke,
 *			   CLOCK_MONOTONIC, HRTIMER_MODE_REL);
 *
 *	own_auto(pump_tick, ticking, pump_tick_start(pump_ref_get(pump), ms_to_ktime(10)));
 *
 *	static enum hrtimer_restart pump_stroke(struct pump_tick_fired fired)
 *	{
 *		own_hrtimer_fired(pump, fired);		// const struct pump *
 *		...
 *		pump_tick_forward(fired, ms_to_ktime(10));
 *		return HRTIMER_RESTART;
 *	}
 *
 * What is shared with a callback is locked so that the callback cannot interrupt
 * the one who has the lock: it is OWN_LOCKED_BH() for a timer and an hrtimer
 * with HRTIMER_MODE_SOFT, OWN_LOCKED_IRQ() for any other hrtimer, or the callback does not
 * compile (locked.h).
 *
 * The last reference may be dropped by the callback of a timer. The object's end
 * then runs there, where it must not sleep: give an object that has more to do to a
 * work (work.h).
 *
 * What module exit must do, in this order: stop what arms; ``name_stop()`` the timers of
 * the objects that are left, and drop them and all handles; own_timer_barrier(). The last step
 * is for the code: a callback that has dropped the last reference has not returned yet.
 *
 * What it costs: what the idiom costs (tests/cost/timer.c).
 *
 * What it cannot prevent: a callback that arms its object for ever keeps it for ever, until
 * it is stopped. ``name_stop()`` does not refuse what is armed later: let the callback and
 * whoever arms look at a flag, under a lock. To stop a timer or drop a handle
 * in its own callback, or under a lock that the callback takes, is a deadlock; lockdep knows of
 * it for timers, nothing does for hrtimers. A handle in the object that it keeps is a
 * reference cycle. A function that the callback calls and that sleeps: own-check and
 * CONFIG_DEBUG_ATOMIC_SLEEP know. ``name_init()`` that was forgotten.
 *
 * When not to use it: where a sleeping callback will do, use delayed work; to wait for
 * something with a timeout, there is wait_event_timeout(). A timer of something that
 * is never freed, such as a static variable, is as safe by hand. HRTIMER_MODE_HARD is refused:
 * on PREEMPT_RT a spinlock_t sleeps there.
 *
 * Rust: ``HrTimer<T>``; ``ArcHrTimerHandle<T>``, which cancels when it is dropped;
 * ``HrTimerCallback::run()``. Rust for Linux has no timer_list.
 */

#include <own/box.h>
#if __OWN_QUIET_MACROS
#pragma GCC system_header
#endif

#include <linux/container_of.h>
#include <linux/hrtimer.h>
#include <linux/rcupdate.h>
#include <linux/timer.h>
#include <own/compat.h>
#include <own/context.h>

/**
 * DEFINE_OWN_TIMER() - define a timer that owns the object it works on
 * @name: prefix of the functions that are defined
 * @tag: what DEFINE_OWN_REF() or DEFINE_OWN() defined for the objects
 * @type: type of the objects
 * @member: their ``struct timer_list``
 * @run: the callback, ``static void run(struct name_fired fired)``; it is declared here
 *
 * Defines::
 *
 *	void name_init(type *object);
 *	struct tag_rest name_arm(struct tag object, unsigned long expires);
 *	struct tag_result name_cancel(const type *object);
 *	struct tag_result name_stop(const type *object);
 *
 * ``name_init()`` comes before all others, while nobody else can see @object.
 *
 * ``name_arm()`` sets the time, in jiffies, as mod_timer() does. It consumes the reference, or
 * hands it back with %-EBUSY: the timer was armed already, has its own reference, and fires
 * at the new time.
 *
 * ``name_cancel()`` gives the reference that the timer had; it is empty (%-ENOENT) if
 * the timer was not armed. It does not wait: the callback may be running.
 *
 * ``name_stop()`` does the same, and waits until the callback is not running. A timer that
 * its callback arms is stopped as well; one that others arm can be armed afterwards.
 *
 * Context: ``name_arm()`` and ``name_cancel()``: any. ``name_stop()``: not in interrupts, not in
 * the callback, and without a lock that the callback takes (lockdep reports it). @run: softirq.
 *
 * Rust: none.
 */
#define DEFINE_OWN_TIMER(name, tag, type, member, run)			\
struct name##_fired {							\
	struct tag __own_fired;						\
};									\
static __own_role(atomic) void run(struct name##_fired fired);		\
static void __##name##_callback(struct timer_list *timer)		\
{									\
	run((struct name##_fired){					\
		.__own_fired = __##tag##_value(container_of(timer, type, member)), \
	});								\
}									\
static __always_inline __own_role(init) __maybe_unused void		\
name##_init(type *object)						\
{									\
	static struct lock_class_key key;				\
									\
	timer_init_key(&object->member, __##name##_callback, 0, #name, &key); \
}									\
static __always_inline __maybe_unused struct tag##_rest			\
name##_arm(struct tag object, unsigned long expires)			\
{									\
	type *target = __##tag##_object(object);			\
	bool was_armed = mod_timer(&target->member, expires);		\
	/* If it was not, the object may be gone; its address is all that is looked at. */ \
	union {								\
		struct { type *object; long error; } raw;		\
		struct tag##_rest rest;					\
	} u = { .raw = { was_armed ? target : NULL, was_armed ? -EBUSY : 0 } }; \
									\
	return u.rest;							\
}									\
static __always_inline __maybe_unused struct tag##_result		\
name##_cancel(const type *shared)					\
{									\
	type *object = (type *)shared;					\
									\
	return __own_timer_had(tag, object, timer_delete(&object->member)); \
}									\
static __always_inline __maybe_unused struct tag##_result		\
name##_stop(const type *shared)						\
{									\
	type *object = (type *)shared;					\
									\
	return __own_timer_had(tag, object, timer_delete_sync(&object->member)); \
}									\
_Static_assert(__same_type(((type *)NULL)->member, struct timer_list),	\
	      "own: " #member " is not a timer_list")

/* What a timer had that is no longer armed. */
#define __own_timer_had(tag, object, was_armed)				\
({									\
	bool __own_had = (was_armed);					\
									\
	own_assume(!IS_ERR_OR_NULL(object));				\
	__##tag##_result(__own_had ? (object) : NULL);			\
})

/**
 * own_timer_fired() - own what the timer had, in its callback
 * @tag: what DEFINE_OWN_TIMER() was given
 * @name: name of the owner that is declared
 * @fired: what the callback was given
 *
 * An owner as of own_auto(), full. In the rest of the scope nothing that may sleep compiles,
 * as far as the library knows what does.
 *
 * Context: The callback; this is a declaration, and the first.
 *
 * Rust: none.
 */
#define own_timer_fired(tag, name, fired)				\
	__own_enter_callback(__OWN_LEVEL_SOFTIRQ)			\
	own_auto(tag, name, (fired).__own_fired)

/**
 * DEFINE_OWN_HRTIMER() - define a handle that keeps an object while its hrtimer may fire
 * @name: name of the handle's type
 * @tag: what DEFINE_OWN_REF() defined for the objects
 * @type: type of the objects
 * @member: their ``struct hrtimer``
 * @run: the callback, ``static enum hrtimer_restart run(struct name_fired fired)``; it
 *	is declared here
 * @clock: such as CLOCK_MONOTONIC
 * @mode: ``enum hrtimer_mode``, without HRTIMER_MODE_HARD
 *
 * Defines the types that DEFINE_OWN() does for ``struct name``, and::
 *
 *	void name_init(type *object);
 *	struct name name_start(struct tag object, ktime_t expires);
 *	struct tag name_cancel(struct name handle);
 *	u64 name_forward(struct name_fired fired, ktime_t interval);
 *
 * ``name_init()`` comes before all others, while nobody else can see @object.
 *
 * ``name_start()`` arms the timer, or sets a new time, and gives the handle, which owns the
 * reference. To drop the handle stops the timer, waits for the callback, and drops the reference;
 * ``name_cancel()`` does the same, and gives the reference. Of several handles of one object
 * each keeps it, and any of them stops its timer.
 *
 * ``name_forward()`` is for the callback that is going to return HRTIMER_RESTART. It moves the time
 * by as many times @interval (longer than 0) as bring it after now, and says how many those were.
 * One that is started meanwhile is not to be forwarded (the kernel warns): start a periodic timer
 * once.
 *
 * Context: ``name_start()``: any. ``name_cancel()`` and dropping the handle: not in interrupts, not
 * in the callback, and without a lock that the callback takes. @run: softirq for HRTIMER_MODE_SOFT,
 * otherwise hardirq (on PREEMPT_RT, softirq).
 *
 * Rust: ``HrTimerPointer::start()``, ``HrTimerHandle::cancel()``,
 * ``HrTimerCallbackContext::forward_now()``.
 */
#define DEFINE_OWN_HRTIMER(name, tag, type, member, run, clock, mode)	\
struct name##_fired {							\
	const type *__own_fired;					\
	char __own_level[0][(mode) & HRTIMER_MODE_SOFT ? __OWN_LEVEL_SOFTIRQ : __OWN_LEVEL_HARDIRQ]; \
};									\
static __own_role(atomic) enum hrtimer_restart run(struct name##_fired fired); \
static enum hrtimer_restart __##name##_callback(struct hrtimer *timer)	\
{									\
	return run((struct name##_fired){ .__own_fired = container_of(timer, type, member) }); \
}									\
static __always_inline __own_role(init) __maybe_unused void		\
name##_init(type *object)						\
{									\
	hrtimer_setup(&object->member, __##name##_callback, clock, mode); \
}									\
static __always_inline __own_role(drop) void __##name##_drop(type *object) \
{									\
	hrtimer_cancel(&object->member);				\
	__##tag##_drop(object);						\
}									\
__own_family(name, type, const type, const type, )			\
__own_auto_end(name);							\
static __always_inline __maybe_unused struct name			\
name##_start(struct tag object, ktime_t expires)			\
{									\
	type *target = __##tag##_object(object);			\
									\
	hrtimer_start(&target->member, expires, mode);			\
	return __##name##_value(target);				\
}									\
static __always_inline __maybe_unused struct tag			\
name##_cancel(struct name handle)					\
{									\
	type *object = __##name##_object(handle);			\
									\
	hrtimer_cancel(&object->member);				\
	return __##tag##_value(object);					\
}									\
static __always_inline __maybe_unused u64				\
name##_forward(struct name##_fired fired, ktime_t interval)		\
{									\
	return hrtimer_forward_now((struct hrtimer *)&fired.__own_fired->member, interval); \
}									\
_Static_assert(!((mode) & HRTIMER_MODE_HARD),				\
	      "own: the callback of " #name " may take a spinlock, which sleeps on PREEMPT_RT; leave out HRTIMER_MODE_HARD"); \
_Static_assert(__same_type(((type *)NULL)->member, struct hrtimer),	\
	      "own: " #member " is not an hrtimer")

/**
 * own_hrtimer_fired() - borrow the object, in the callback of its hrtimer
 * @name: name of the pointer that is declared
 * @fired: what the callback was given
 *
 * A pointer to const. In the rest of the scope nothing that may sleep compiles, as far as
 * the library knows what does.
 *
 * Context: The callback; this is a declaration, and the first.
 *
 * Rust: the first argument of ``HrTimerCallback::run()``.
 */
#define own_hrtimer_fired(name, fired)					\
	__own_enter_callback(sizeof((fired).__own_level[0]))		\
	typeof(*(fired).__own_fired) *const name __own_scoped __own_lent_by(fired) = (fired).__own_fired __own_permitted(name)

/**
 * own_timer_barrier() - wait until the callbacks that have begun have returned
 *
 * For module exit, when no timer is armed any more: a callback whose object is gone may not have
 * returned yet, and its code goes with the module.
 *
 * Context: Process, may sleep; does not compile where own_may_sleep() does not.
 *
 * Rust: none.
 */
#define own_timer_barrier()						\
({									\
	own_may_sleep();						\
	__own_timer_barrier();						\
})

/* A grace period ends when all softirqs and interrupts have returned that had begun. */
static inline void __own_timer_barrier(void)
{
	synchronize_rcu();
}

#endif /* OWN_TIMER_H */
