/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef OWN_CONTEXT_H
#define OWN_CONTEXT_H

/**
 * DOC: May this code sleep?
 *
 * A guard of a spinlock (locked.h) declares, beside the pointer to the data, a
 * type that says "atomic". It hides the one of the same name declared below for
 * the rest of its scope, so any macro can ask the compiler whether
 * a spinlock is held around it, and refuse to sleep. What opens the argument of a
 * callback that a timer or an interrupt runs (timer.h, irq.h) declares the like, and says
 * which of the two: what they share with others has to be locked accordingly (locked.h).
 *
 * What it costs: nothing is left of it; types make no code.
 *
 * What it cannot see: a lock that the caller of this function holds, or one that is
 * not taken with own_guard() and its kin; and what sleeps in a function that is
 * called, the library's own included (``name_revoke()``, ``name_disable()``, the end of
 * an object). It is lexical; CONFIG_DEBUG_ATOMIC_SLEEP sees the rest, at run time.
 *
 * Rust: none in the language; the tool klint follows calls.
 */

#include <own/annotate.h>
#include <own/prove.h>
#if __OWN_QUIET_MACROS
#pragma GCC system_header
#endif

/*
 * What a function that says nothing is: 1 is no, 2 is yes. Sizes of types, because C
 * lets a scope declare the same type twice, and two spinlocks in one scope do; and
 * because the head of a loop can declare several arrays.
 */
typedef char __own_atomic_scope_is[1];
typedef char __own_raw_scope_is[1];
typedef char __own_locked_scope_is[1];
typedef char __own_parking_is[1];
typedef char __own_callback_scope_is[1];

/* How a scope says otherwise; the last line is for the analysis. */
#define __own_scope_is(what)	typedef char __own_##what##_is[2] __maybe_unused
#define __own_enter_spinning						\
	__own_scope_is(locked_scope);					\
	__own_scope_is(atomic_scope);					\
	__own_atomic_scope
/* What a callback is run by is a level, which data has as well; see OWN_LOCKED_IRQ(). */
#define __OWN_LEVEL_PROCESS	1
#define __OWN_LEVEL_SOFTIRQ	2
#define __OWN_LEVEL_HARDIRQ	3
#define __own_enter_callback(level)					\
	typedef char __own_callback_scope_is[level] __maybe_unused;	\
	__own_atomic_scope

/**
 * own_in_atomic_scope() - is it known here that nothing may sleep?
 *
 * Context: Any.
 * Return: A constant: true if an own_guard() of a spinning lock is in scope, or in the
 * callback of a timer or an interrupt. False says nothing about the locks of the caller.
 */
#define own_in_atomic_scope()	(__own_in_spinning_scope() || __own_in_callback())

#define __own_in_spinning_scope()	(sizeof(__own_atomic_scope_is) == 2)
#define __own_in_callback()	(__own_level_here() != __OWN_LEVEL_PROCESS)
#define __own_level_here()	sizeof(__own_callback_scope_is)

/* On PREEMPT_RT a spinlock_t sleeps, and only a raw_spinlock_t does not. */
#define __own_in_raw_scope()	(sizeof(__own_raw_scope_is) == 2)

/**
 * own_may_sleep() - refuse to compile where a spinlock is held, or an interrupt or a timer calls
 *
 * The compile-time half of might_sleep().
 *
 * Context: Process context; does not compile in the scope of an own_guard() of a
 * spinning lock, nor of own_timer_fired() and its kin, own_irq_fired() included.
 */
#define own_may_sleep()							\
	_Static_assert(!__own_in_spinning_scope(),			\
		      "own: this may sleep, but a spinlock is held in this scope"); \
	_Static_assert(!__own_in_callback(),				\
		      "own: this may sleep, but an interrupt or a timer runs this function")

/**
 * own_may_park() - let user space hold the lock of this scope
 *
 * A copy from or to user memory takes as long as user space likes: userfaultfd and
 * FUSE let any user decide when a page arrives, and until then everybody else waits
 * for the lock. So user.h does not compile in the scope of an own_guard(), unless
 * this declaration stands before it. Say in a comment who then waits, and why that
 * does not matter. It holds for the rest of its scope, and so for locks that are taken there
 * later or in a block inside: open a block for what is meant.
 *
 * Context: Where a sleeping lock is held. This is a declaration.
 *
 * Rust: none; the code would compile without a word.
 */
#define own_may_park()		__own_scope_is(parking)

/* A user copy; see own_may_park(). */
#define __own_may_wait_for_user()					\
	_Static_assert(sizeof(__own_locked_scope_is) != 2 || sizeof(__own_parking_is) == 2, \
		      "own: user space decides how long this takes, and a lock is held in this scope; copy outside of it, or say own_may_park()")

#endif /* OWN_CONTEXT_H */
