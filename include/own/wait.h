/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef OWN_WAIT_H
#define OWN_WAIT_H

/**
 * DOC: To wait for something, in memory that stays
 *
 * A task that sleeps, or polls, stands in a list whose head is a member of an object.
 * If the object goes meanwhile, the task takes itself out of freed memory when it wakes up. A
 * completion on the stack goes wrong the other way round: the wait times out, the
 * function returns, and the interrupt that comes late completes what is another
 * function's memory by then.
 *
 * Here what is waited on is a member of an object that has an owner, because
 * only own_waiters_init() and own_completion_init() make it ready, and they want the owner. The
 * owner is borrowed for as long as somebody sleeps:
 *
 * .. code-block:: c
 *
 *	struct adder { struct kref refs; struct own_waiters waiters; ... };
 *
 *	own_auto(adder_own, new, own_alloc(adder_own, GFP_KERNEL));
 *	if (own_none(new))
 *		return own_err(new);
 *	own_waiters_init(new, waiters);
 *	...
 *	err = own_wait_timeout(interruptible, &own_use(adder)->waiters,
 *			       adder_idle(own_use(adder)), HZ);
 *	if (err)
 *		return err;		// -ETIMEDOUT, or -ERESTARTSYS: a signal came
 *
 * Whoever wakes has a reference, or is an interrupt or a timer that has one
 * (irq.h, timer.h). So the wake-up may come late: the object is there, and nobody in its list.
 *
 * What a wait returns is an error or 0, with a timeout as without, and cannot be ignored. The
 * kernel's own forms return 0 for a timeout and more for success, or the other way round.
 *
 * A wait does not compile where a lock is held: whoever wakes may want it. If nobody who wakes
 * does, own_may_park() says so, where the lock is one that sleeps.
 *
 * To poll is to stand in that list until the file is closed, whatever the driver
 * thinks of it. So own_poll_wait() takes the list from what the file owns (file.h):
 *
 * .. code-block:: c
 *
 *	static __poll_t adder_poll(struct file *file, struct poll_table_struct *table)
 *	{
 *		own_poll_wait(adder_file, waiters, file, table);
 *		return adder_idle(adder_file_of(file)) ? EPOLLIN | EPOLLRDNORM : 0;
 *	}
 *
 * What it costs: what wait_event() and its kin cost, and what it takes to make an errno of a
 * timeout, which a caller does anyway (tests/cost/wait.c).
 *
 * What it cannot prevent: something that changes and wakes nobody, or is changed after the wake-up;
 * let whoever changes it hold the lock that the condition takes, and wake after that. A condition
 * that sleeps: the task is not TASK_RUNNING then (CONFIG_DEBUG_ATOMIC_SLEEP reports it). A wait
 * through a raw pointer that is a loan of nobody; own-check knows some of them. An object that was
 * copied, or never initialised.
 *
 * When not to use it: for something static, such as a thread that module exit waits for: nothing
 * frees it, and DECLARE_WAIT_QUEUE_HEAD() is right. For a call that comes to its end whatever
 * happens, and whose wait has neither timeout nor signal, a completion on the stack is right, too.
 *
 * Rust: ``CondVar``, ``Completion``, ``PollCondVar``.
 */

#include <own/box.h>
#if __OWN_QUIET_MACROS
#pragma GCC system_header
#endif

#include <linux/completion.h>
#include <linux/poll.h>
#include <linux/sched/signal.h>
#include <linux/wait.h>
#include <own/context.h>
#include <own/file.h>

/**
 * struct own_waiters - the member of an object that tasks sleep on and files poll
 *
 * It is const to those who share the object. own_waiters_init() comes before all others.
 */
struct own_waiters {
	/* private: it has a lock of its own */
	wait_queue_head_t __own_head __own_private;
};

/**
 * struct own_completion - the member of an object that is completed once
 *
 * It is const to those who share the object. own_completion_init() comes before all others.
 */
struct own_completion {
	/* private: it has a lock of its own */
	struct completion __own_done __own_private;
};

/* Each is all that there is in the structure; its name is private. */
static __always_inline wait_queue_head_t *__own_waiters_head(const struct own_waiters *waiters)
{
	return (wait_queue_head_t *)(unsigned long)waiters;
}

static __always_inline struct completion *
__own_completion_of(const struct own_completion *completion)
{
	return (struct completion *)(unsigned long)completion;
}

static inline __own_role(init) void
__own_waiters_begin(struct own_waiters *waiters, const char *name, struct lock_class_key *key)
{
	__init_waitqueue_head(__own_waiters_head(waiters), name, key);
}

static inline __own_role(init) void __own_completion_begin(struct own_completion *completion)
{
	init_completion(__own_completion_of(completion));
}

/**
 * own_waiters_init() - make a member ready to be waited on
 * @owner: the unique owner of the object, known to hold it and not borrowed
 * @member: its ``struct own_waiters``
 *
 * An owner is wanted, and not a pointer, so that it does not compile for what is on the stack.
 *
 * Context: Any. Each use is one class of locks to lockdep.
 *
 * Rust: ``new_condvar!()``.
 */
#define own_waiters_init(owner, member)					\
do {									\
	static struct lock_class_key __own_key;				\
									\
	__own_waiters_begin(&own_mut(owner)->member, #member, &__own_key); \
} while (0)

/**
 * own_completion_init() - make a member ready to be completed
 * @owner: the unique owner of the object, known to hold it and not borrowed
 * @member: its ``struct own_completion``
 *
 * An owner is wanted, and not a pointer, so that it does not compile for what is on the stack.
 * There is no way to begin again: a late completion would complete the next round.
 *
 * Context: Any.
 *
 * Rust: ``Completion::new()``.
 */
#define own_completion_init(owner, member)				\
	__own_completion_begin(&own_mut(owner)->member)

/* How to sleep: the state, whether it is exclusive, and what comes back. */
#define __OWN_WAIT_uninterruptible		(TASK_UNINTERRUPTIBLE, 0)
#define __OWN_WAIT_killable			(TASK_KILLABLE, 0)
#define __OWN_WAIT_interruptible		(TASK_INTERRUPTIBLE, 0)
#define __OWN_WAIT_killable_exclusive		(TASK_KILLABLE, WQ_FLAG_EXCLUSIVE)
#define __OWN_WAIT_interruptible_exclusive	(TASK_INTERRUPTIBLE, WQ_FLAG_EXCLUSIVE)

#define __own_wait_first(state, exclusive)	state
#define __own_wait_second(state, exclusive)	exclusive
#define __own_wait_state(how)	__own_apply(__own_wait_first, __OWN_WAIT_##how)
#define __own_wait_exclusive(how)	__own_apply(__own_wait_second, __OWN_WAIT_##how)

/* Their names begin with what the user wrote, so that gcc speaks of what is ignored. */
static __always_inline void uninterruptible_own_waited(long error) { }
static __always_inline int __must_check killable_own_waited(long error) { return error; }
static __always_inline int __must_check interruptible_own_waited(long error) { return error; }
static __always_inline int __must_check killable_exclusive_own_waited(long error) { return error; }
static __always_inline int __must_check interruptible_exclusive_own_waited(long error)
{
	return error;
}

static __always_inline int __own_timed(long left)
{
	if (left < 0)
		return left;
	return left ? 0 : -ETIMEDOUT;
}
static __always_inline int __must_check uninterruptible_own_timed(long left)
{
	return left ? 0 : -ETIMEDOUT;
}
static __always_inline int __must_check killable_own_timed(long left) { return __own_timed(left); }
static __always_inline int __must_check interruptible_own_timed(long left)
{
	return __own_timed(left);
}
static __always_inline int __must_check killable_exclusive_own_timed(long left)
{
	return __own_timed(left);
}
static __always_inline int __must_check interruptible_exclusive_own_timed(long left)
{
	return __own_timed(left);
}

/* The contract is for the analyses; the macro has asked the scope. */
static __always_inline void __own_will_wait(void) __own_sleeps;
static __always_inline void __own_will_wait(void)
{
	might_sleep();
}

#define __own_may_wait()						\
	own_may_sleep();						\
	_Static_assert(sizeof(__own_locked_scope_is) != 2 || __own_in_spinning_scope() || \
		       sizeof(__own_parking_is) == 2,			\
		       "own: this waits until somebody else is done, who may want the lock that is held in this scope; wait outside of it, or say own_may_park()")

/* A negative timeout would be no end to schedule_timeout(), and a warning. */
static __always_inline long __own_timeout(unsigned long timeout)
{
	return min_t(unsigned long, timeout, MAX_SCHEDULE_TIMEOUT);
}

/**
 * own_wait() - sleep until a condition is true
 * @how: ``uninterruptible``, ``killable``, ``interruptible``, ``killable_exclusive`` or
 *	``interruptible_exclusive``
 * @where: pointer to the ``struct own_waiters``; evaluated once. If it contains own_use(), the
 *	owner is borrowed until the wait is over, in @condition as well.
 * @condition: what is waited for; evaluated again and again, with the task not running, so it must
 *	not sleep
 *
 * It is asked first, and no sleep if it is true. An exclusive waiter is woken alone by
 * own_wake_up(); if it does not use what it was woken for, it has to wake the next one.
 *
 * Context: Process; no lock may be held.
 * Return: Nothing if @how is ``uninterruptible``. Otherwise 0 if @condition was true, or
 * %-ERESTARTSYS if a signal came (``killable``: one that kills); it must be asked.
 *
 * Rust: ``CondVar::wait()``, ``CondVar::wait_interruptible()``.
 */
#define own_wait(how, where, condition)	__own_wait(how, where, condition)
#define __own_wait(how, where, condition)				\
	how##_own_waited(({						\
		__own_may_wait();					\
		__own_keeping(wait);					\
		wait_queue_head_t *const __own_head =			\
			__own_waiters_head(__own_kept(wait, where));	\
		long __own_waited = 0;					\
									\
		__own_will_wait();					\
		if (!(condition))					\
			__own_waited = ___wait_event(*__own_head, condition, __own_wait_state(how), \
						     __own_wait_exclusive(how), 0, schedule()); \
		__own_waited;						\
	}))

/**
 * own_wait_timeout() - sleep until a condition is true, but not for ever
 * @how: as for own_wait()
 * @where: as there
 * @condition: as there
 * @timeout: in jiffies; evaluated once
 *
 * Context: Process; no lock may be held.
 * Return: 0 if @condition was true, be it at the last moment; %-ETIMEDOUT if it was not in time;
 * %-ERESTARTSYS if a signal came, unless @how is ``uninterruptible``. It must be asked.
 *
 * Rust: ``CondVar::wait_interruptible_timeout()``, ``CondVarTimeoutResult``.
 */
#define own_wait_timeout(how, where, condition, timeout)		\
	__own_wait_timeout(how, where, condition, timeout)
#define __own_wait_timeout(how, where, condition, timeout)		\
	how##_own_timed(({						\
		__own_may_wait();					\
		__own_keeping(wait);					\
		wait_queue_head_t *const __own_head =			\
			__own_waiters_head(__own_kept(wait, where));	\
		const long __own_limit = __own_timeout(timeout);	\
		long __ret = __own_limit;				\
									\
		__own_will_wait();					\
		if (!___wait_cond_timeout(condition))			\
			__ret = ___wait_event(*__own_head, ___wait_cond_timeout(condition), \
					      __own_wait_state(how), __own_wait_exclusive(how), \
					      __own_limit, __ret = schedule_timeout(__ret)); \
		__ret;							\
	}))

/**
 * own_completion_wait() - sleep until something is completed
 * @how: ``uninterruptible``, ``killable`` or ``interruptible``
 * @where: pointer to the ``struct own_completion``; evaluated once. If it contains own_use(), the
 *	owner is borrowed until the wait is over.
 *
 * Context: Process; no lock may be held.
 * Return: As own_wait().
 *
 * Rust: ``Completion::wait_for_completion()``.
 */
#define own_completion_wait(how, where)	__own_completion_wait(how, where)
#define __own_completion_wait(how, where)				\
	how##_own_waited(({						\
		__own_may_wait();					\
		__own_keeping(wait);					\
		__own_will_wait();					\
		__own_complete_##how(__own_completion_of(__own_kept(wait, where))); \
	}))

/**
 * own_completion_wait_timeout() - sleep until something is completed, but not for ever
 * @how: as for own_completion_wait()
 * @where: as there
 * @timeout: in jiffies; evaluated once
 *
 * It may be completed after the timeout: whoever does that has the object, too.
 *
 * Context: Process; no lock may be held.
 * Return: As own_wait_timeout().
 *
 * Rust: none.
 */
#define own_completion_wait_timeout(how, where, timeout)		\
	__own_completion_wait_timeout(how, where, timeout)
#define __own_completion_wait_timeout(how, where, timeout)		\
	how##_own_timed(({						\
		__own_may_wait();					\
		__own_keeping(wait);					\
		__own_will_wait();					\
		__own_complete_##how##_timeout(__own_completion_of(__own_kept(wait, where)), \
					       __own_timeout(timeout));	\
	}))

#define __own_complete_uninterruptible(done)	({ wait_for_completion(done); 0L; })
#define __own_complete_killable			wait_for_completion_killable
#define __own_complete_interruptible		wait_for_completion_interruptible
#define __own_complete_uninterruptible_timeout	wait_for_completion_timeout
#define __own_complete_killable_timeout		wait_for_completion_killable_timeout
#define __own_complete_interruptible_timeout	wait_for_completion_interruptible_timeout

/**
 * own_complete() - let one who waits go on, now or later
 * @where: pointer to the completion
 *
 * Context: Any.
 *
 * Rust: none; ``Completion::complete_all()`` is for all.
 */
static __always_inline void own_complete(const struct own_completion *where)
{
	complete(__own_completion_of(where));
}

/**
 * own_complete_all() - let all who wait go on, now and later
 * @where: pointer to the completion
 *
 * Context: Any.
 *
 * Rust: ``Completion::complete_all()``.
 */
static __always_inline void own_complete_all(const struct own_completion *where)
{
	complete_all(__own_completion_of(where));
}

/**
 * own_wake_up() - let those who wait look again; of the exclusive ones, the first
 * @where: pointer to the waiters
 * @events: for those who poll: what may have become true (EPOLLIN...), or 0 for all
 *
 * Change first, then wake.
 *
 * Context: Any.
 *
 * Rust: ``CondVar::notify_one()``.
 */
static __always_inline void own_wake_up(const struct own_waiters *where, __poll_t events)
{
	__wake_up(__own_waiters_head(where), TASK_NORMAL, 1, poll_to_key(events));
}

/**
 * own_wake_up_all() - let all who wait look again
 * @where: pointer to the waiters
 * @events: as for own_wake_up()
 *
 * Context: Any.
 *
 * Rust: ``CondVar::notify_all()``.
 */
static __always_inline void own_wake_up_all(const struct own_waiters *where, __poll_t events)
{
	__wake_up(__own_waiters_head(where), TASK_NORMAL, 0, poll_to_key(events));
}

/**
 * own_unsafe_wake_up() - own_wake_up() without a lock or barrier if nobody waits
 * @where: pointer to the waiters
 * @events: as for own_wake_up()
 *
 * Unsafe: say in a ``SAFETY:`` comment which lock makes it right, as for own_unsafe_wake_up_all().
 *
 * Context: Any.
 *
 * Rust: none; ``CondVar::notify_one()`` takes the lock of the list.
 */
static __always_inline void own_unsafe_wake_up(const struct own_waiters *where, __poll_t events)
{
	/* Without a barrier: the caller says why none is needed. */
	if (waitqueue_active(__own_waiters_head(where)))
		own_wake_up(where, events);
}

/**
 * own_unsafe_wake_up_all() - own_wake_up_all() without a lock or barrier if nobody waits
 * @where: pointer to the waiters
 * @events: as for own_wake_up()
 *
 * Unsafe: say in a ``SAFETY:`` comment which lock makes it right. What changed was changed under
 * it, and who waits takes it to look, when he stands in the list already. Without that he may
 * look before the change, not be seen here, and sleep on.
 *
 * Context: Any.
 *
 * Rust: none; ``CondVar::notify_all()`` takes the lock of the list.
 */
static __always_inline void own_unsafe_wake_up_all(const struct own_waiters *where, __poll_t events)
{
	/* Without a barrier: the caller says why none is needed. */
	if (waitqueue_active(__own_waiters_head(where)))
		own_wake_up_all(where, events);
}

/**
 * own_poll_wait() - let those who poll a file be told by the waiters of what the file owns
 * @files: what DEFINE_OWN_FILE() defined
 * @member: ``struct own_waiters`` of the file's data
 * @file: the file that is polled
 * @table: what the poll function was given
 *
 * The data is the file's until it is closed, and so is its place among the waiters.
 *
 * Context: The ``.poll`` of a file of @files. Look at what is polled for behind it.
 *
 * Rust: ``PollTable::register_wait()``.
 */
#define own_poll_wait(files, member, file, table)			\
do {									\
	struct file *const __own_polled = (file);			\
									\
	own_unsafe_poll_wait(__own_polled, &files##_of(__own_polled)->member, table); \
} while (0)

/**
 * own_unsafe_poll_wait() - the same, for waiters in another object
 * @file: the file that is polled
 * @where: pointer to the waiters
 * @table: what the poll function was given
 *
 * Unsafe: say in a ``SAFETY:`` comment what keeps the object until @file is closed. A
 * reference that the file's data has and can lose before does not.
 *
 * Context: As own_poll_wait().
 */
static __always_inline void own_unsafe_poll_wait(struct file *file, const struct own_waiters *where,
						 struct poll_table_struct *table)
{
	poll_wait(file, __own_waiters_head(where), table);
}

#endif /* OWN_WAIT_H */
