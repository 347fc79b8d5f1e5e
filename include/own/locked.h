/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef OWN_LOCKED_H
#define OWN_LOCKED_H

/**
 * DOC: Data and its lock
 *
 * A comment says "protected by lock". Here the data is inside the lock, and the
 * way to it is a guard:
 *
 * .. code-block:: c
 *
 *	struct box_state { struct parcel_queue queue; bool dead; };
 *
 *	struct box {
 *		...
 *		OWN_LOCKED(spinlock_t, struct box_state) state;
 *	};
 *
 *	own_guard(spinlock, state, &box->state);
 *	if (state->dead)
 *		return -EPIPE;
 *
 * The name that own_guard() declares *is* the pointer to the data. It exists from
 * there to the end of the scope, which is exactly as long as the lock is held.
 * Access without the lock, after the unlock, or under another lock is therefore
 * an undeclared name or a missing member, for any compiler; and because the
 * pointer comes out of the guard of *this* box, holding another box's lock does
 * not help. There is no unlock to forget: return where you like. To unlock early
 * use own_scoped_guard().
 *
 * The first argument is the name of a guard of the kernel: spinlock,
 * spinlock_irqsave, spinlock_bh, raw_spinlock, mutex, rwsem_write and so on. The
 * lock operation and the analyses that know it (lockdep, context analysis) are
 * the kernel's. Guards that only share a lock (rwsem_read, read_lock) give a
 * pointer to const.
 *
 * What an interrupt or a timer shares with others must not be interrupted by it while its
 * lock is held: the handler would wait for ever for the code it has interrupted. So such
 * data says so, OWN_LOCKED_IRQ() or OWN_LOCKED_BH(); a guard of it that leaves the
 * interrupt on does not compile, and in a handler nor does a guard of data that does
 * not say so.
 *
 * In a scope that holds a spinlock, an own_guard() of a sleeping lock does not
 * compile; own_may_sleep() is the same check for other code. If the lock is reached
 * by own_use() or own_mut(), their owner is borrowed until the end of the scope.
 *
 * What it costs: what the guard costs, which is the kernel's, give or take a few
 * instructions (tests/cost/locked.c).
 *
 * What it cannot prevent: a copy of the pointer that outlives the scope (``make
 * analyze`` reports it); the end of an object whose lock was reached by a raw pointer;
 * sleeping in a called function (CONFIG_DEBUG_ATOMIC_SLEEP reports it); taking a lock
 * twice, or locks in the wrong order (lockdep reports both). Two of a kind
 * are taken in one order by own_guard_pair(), and OWN_LOCK_MARK() tells the analysis
 * the order of the others.
 *
 * When not to use it: for data under RCU, per-cpu data, and for a lock that
 * covers half of one structure and a third of another; split the data first.
 *
 * Rust: ``Mutex<T>``, ``SpinLock<T>`` and their guards.
 */

#include <own/box.h>
#include <own/annotate.h>
#include <own/context.h>
#if __OWN_QUIET_MACROS
#pragma GCC system_header
#endif

#include <linux/cleanup.h>
#include <linux/lockdep.h>
#include <linux/mutex.h>
#include <linux/rwsem.h>
#include <linux/spinlock.h>
#include <linux/stddef.h>

/**
 * OWN_LOCKED() - a type: data that is reachable only through its lock
 * @lock_type: ``spinlock_t``, ``raw_spinlock_t``, ``struct mutex``,
 *	``struct rw_semaphore``, ``rwlock_t``
 * @data_type: type of the data
 *
 * Use it as the type of a member or of a static variable. Set it up with
 * own_locked_init() or OWN_LOCKED_INIT().
 *
 * Rust: ``Mutex<T>``.
 */
#define OWN_LOCKED(lock_type, data_type)				\
	__own_locked(lock_type, data_type, __OWN_LEVEL_PROCESS)

/**
 * OWN_LOCKED_BH() - a type: locked data that the callback of a timer uses as well
 * @lock_type: ``spinlock_t``, ``raw_spinlock_t`` or ``rwlock_t``
 * @data_type: type of the data
 *
 * As OWN_LOCKED(); outside of such callbacks only guards that keep softirqs away
 * compile: spinlock_bh, or those of OWN_LOCKED_IRQ().
 *
 * Rust: none; ``SpinLock<T>`` does not know.
 */
#define OWN_LOCKED_BH(lock_type, data_type)				\
	__own_locked(lock_type, data_type, __OWN_LEVEL_SOFTIRQ)

/**
 * OWN_LOCKED_IRQ() - a type: locked data that the handler of an interrupt uses as well
 * @lock_type: ``spinlock_t``, ``raw_spinlock_t`` or ``rwlock_t``
 * @data_type: type of the data
 *
 * As OWN_LOCKED(); outside of the handlers of interrupts only guards that keep them away
 * compile: spinlock_irqsave, or spinlock_irq where interrupts are on.
 *
 * Rust: none; ``SpinLock<T>`` does not know.
 */
#define OWN_LOCKED_IRQ(lock_type, data_type)				\
	__own_locked(lock_type, data_type, __OWN_LEVEL_HARDIRQ)

#define __own_locked(lock_type, data_type, level)			\
	struct __own_ordered {						\
		union {							\
			struct {					\
				lock_type __lock __own_private;		\
				data_type __data __own_private;		\
			};						\
			/* What an initialiser may name; see OWN_LOCKED_INIT(). */ \
			struct {					\
				lock_type lock;				\
				data_type data;				\
			} __own_static;					\
		};							\
		lock_type *__lock_ptr[0];				\
		data_type *__data_ptr[0];				\
		lock_type __lock_type[0];				\
		data_type __data_type[0];				\
		char __own_level[0][level];				\
	} __own_role(locked)

/*
 * The lock is the first member; the data is found by the layout that the
 * structure is known to have, because its name is private.
 */
#define __own_lock_of(where)						\
	((typeof(*(where)->__lock_ptr[0]) *)(void *)(where))
#define __own_data_of(where)						\
	((typeof(*(where)->__data_ptr[0]) *)				\
	 ((char *)(where) + ALIGN(sizeof((where)->__lock_type[0]),	\
				  __alignof__((where)->__data_type[0]))))

/**
 * OWN_SHARED() - a type: what may be used by many at once, without a lock of ours
 * @type: a type that does its own synchronisation, such as ``wait_queue_head_t``,
 *	``atomic_t``, ``struct completion``; nothing checks that it does
 *
 * For a member of a counted object, which is const to those who share it.
 * own_shared() reaches it; grep finds each of them. Work is no such member: work.h
 * takes it as it is.
 *
 * Rust: a type that is ``Sync`` and changes through ``&self``.
 */
#define OWN_SHARED(type)						\
	union {								\
		type __inside __own_private;				\
		type *__inside_ptr[0];					\
	}

/**
 * own_shared() - reach a member that is OWN_SHARED()
 * @where: pointer to it, of a const object or not
 *
 * Return: A pointer to what it holds, not to const.
 */
#define own_shared(where)						\
	((typeof(*(where)->__inside_ptr[0]) *)(unsigned long)(where))

/*
 * The kernel's conditional guards keep a lock that was not had as %NULL or an
 * errno; the compiler does not know that an address of a member is neither.
 */
#define __own_there(pointer)						\
({									\
	typeof(pointer) __own_pointer = (pointer);			\
									\
	own_assume(!IS_ERR_OR_NULL(__own_pointer));			\
	__own_pointer;							\
})

/*
 * What each guard of the kernel gives: access to the data, what its scope is,
 * whether the lock is had for certain, and what it keeps away.
 */
#define __OWN_SLEEPING_WRITE		( , sleeping, 1, PROCESS)
#define __OWN_SLEEPING_READ		(const, sleeping, 1, PROCESS)
#define __OWN_SPINNING_WRITE(away)	( , spinning, 1, away)
#define __OWN_SPINNING_READ(away)	(const, spinning, 1, away)
#define __OWN_RAW_WRITE(away)		( , raw, 1, away)
#define __OWN_SLEEPING_WRITE_COND	( , sleeping, 0, PROCESS)
#define __OWN_SLEEPING_READ_COND	(const, sleeping, 0, PROCESS)
#define __OWN_SPINNING_WRITE_COND(away)	( , spinning, 0, away)
#define __OWN_RAW_WRITE_COND(away)	( , raw, 0, away)

#define __OWN_GUARD_mutex			__OWN_SLEEPING_WRITE
#define __OWN_GUARD_mutex_try			__OWN_SLEEPING_WRITE_COND
#define __OWN_GUARD_mutex_intr			__OWN_SLEEPING_WRITE_COND
#define __OWN_GUARD_mutex_kill			__OWN_SLEEPING_WRITE_COND
#define __OWN_GUARD_rwsem_write			__OWN_SLEEPING_WRITE
#define __OWN_GUARD_rwsem_write_try		__OWN_SLEEPING_WRITE_COND
#define __OWN_GUARD_rwsem_write_kill		__OWN_SLEEPING_WRITE_COND
#define __OWN_GUARD_rwsem_read			__OWN_SLEEPING_READ
#define __OWN_GUARD_rwsem_read_try		__OWN_SLEEPING_READ_COND
#define __OWN_GUARD_rwsem_read_intr		__OWN_SLEEPING_READ_COND
#define __OWN_GUARD_spinlock			__OWN_SPINNING_WRITE(PROCESS)
#define __OWN_GUARD_spinlock_try		__OWN_SPINNING_WRITE_COND(PROCESS)
#define __OWN_GUARD_spinlock_irq		__OWN_SPINNING_WRITE(HARDIRQ)
#define __OWN_GUARD_spinlock_irq_try		__OWN_SPINNING_WRITE_COND(HARDIRQ)
#define __OWN_GUARD_spinlock_irqsave		__OWN_SPINNING_WRITE(SAVED)
#define __OWN_GUARD_spinlock_irqsave_try	__OWN_SPINNING_WRITE_COND(SAVED)
#define __OWN_GUARD_spinlock_bh			__OWN_SPINNING_WRITE(SOFTIRQ)
#define __OWN_GUARD_spinlock_bh_try		__OWN_SPINNING_WRITE_COND(SOFTIRQ)
#define __OWN_GUARD_raw_spinlock		__OWN_RAW_WRITE(PROCESS)
#define __OWN_GUARD_raw_spinlock_try		__OWN_RAW_WRITE_COND(PROCESS)
#define __OWN_GUARD_raw_spinlock_irq		__OWN_RAW_WRITE(HARDIRQ)
#define __OWN_GUARD_raw_spinlock_irqsave	__OWN_RAW_WRITE(SAVED)
#define __OWN_GUARD_raw_spinlock_bh		__OWN_RAW_WRITE(SOFTIRQ)
#define __OWN_GUARD_read_lock			__OWN_SPINNING_READ(PROCESS)
#define __OWN_GUARD_read_lock_irq		__OWN_SPINNING_READ(HARDIRQ)
#define __OWN_GUARD_read_lock_irqsave		__OWN_SPINNING_READ(SAVED)
#define __OWN_GUARD_write_lock			__OWN_SPINNING_WRITE(PROCESS)
#define __OWN_GUARD_write_lock_irq		__OWN_SPINNING_WRITE(HARDIRQ)
#define __OWN_GUARD_write_lock_irqsave		__OWN_SPINNING_WRITE(SAVED)

/* 1 if a guard is in the list: only then does its name become something in parentheses. */
#define __own_probe(access, scope, always, away)	, 1
#define __own_is_known(class)			__own_probed(__own_probe __OWN_GUARD_##class, 0)
#define __own_entry_1(class)			__OWN_GUARD_##class
#define __own_entry_0(class)			__OWN_SLEEPING_WRITE
#define __own_entry(class)			__own_cat(__own_entry_, __own_is_known(class))(class)

#define __own_first(access, scope, always, away)	access
#define __own_second(access, scope, always, away)	__OWN_IS_##scope
#define __own_third(access, scope, always, away)	always
#define __own_fourth(access, scope, always, away)	__OWN_ENTER_##scope
#define __own_fifth(access, scope, always, away)	__OWN_ENTER_TOO_##scope
#define __own_sixth(access, scope, always, away)	__OWN_LEVEL_##away
#define __own_access(class)	__own_apply(__own_first, __own_entry(class))
#define __own_scope_of(class)	__own_apply(__own_second, __own_entry(class))
#define __own_always(class)	__own_apply(__own_third, __own_entry(class))
#define __own_enter(class)	__own_apply(__own_fourth, __own_entry(class))
#define __own_enter_too(class)	__own_apply(__own_fifth, __own_entry(class))
#define __own_keeps_away(class)	__own_apply(__own_sixth, __own_entry(class))
/* As HARDIRQ, and on again as it was. */
#define __OWN_LEVEL_SAVED	4

#define __OWN_IS_sleeping	0
#define __OWN_IS_spinning	1
#define __OWN_IS_raw		2

/* What a scope declares, and what the head of a loop does. */
#define __OWN_ENTER_sleeping	__own_scope_is(locked_scope);
#define __OWN_ENTER_spinning	__own_enter_spinning
#define __OWN_ENTER_raw		__own_scope_is(raw_scope); __own_enter_spinning
#define __own_enter_block(class)					\
	char __own_locked_scope_is[2] __maybe_unused,			\
	     __own_atomic_scope_is[__own_scope_of(class) ? 2 : 1] __maybe_unused, \
	     __own_raw_scope_is[__own_scope_of(class) == 2 ? 2 : 1] __maybe_unused
#define __OWN_ENTER_TOO_sleeping
#define __OWN_ENTER_TOO_spinning	__own_atomic_too
#define __OWN_ENTER_TOO_raw		__own_atomic_too

#define __own_check_always(class)					\
	_Static_assert(__own_always(class),				\
		       "own: " #class " may not get the lock; use own_guard_try(), and test what it declares")

#define __own_check_sleep(class)					\
	_Static_assert(__own_is_known(class),				\
		       "own: " #class " is not in the list of guards in own/locked.h"); \
	_Static_assert(__own_scope_of(class) || !__own_in_spinning_scope(), \
		      "own: this lock may sleep, but a spinlock is held in this scope"); \
	_Static_assert(__own_scope_of(class) || !__own_in_callback(),	\
		      "own: this lock may sleep, but an interrupt or a timer runs this function"); \
	_Static_assert(__own_scope_of(class) != 1 || !__own_in_raw_scope(), \
		      "own: on PREEMPT_RT this lock sleeps, and a raw_spinlock is held in this scope")

/* Would who is kept waiting interrupt who has the lock? */
#define __own_check_level(class, where)					\
	_Static_assert(__own_keeps_away(class) >= sizeof((where)->__own_level[0]) || \
		       __own_level_here() >= sizeof((where)->__own_level[0]), \
		       "own: an interrupt or a timer may want this lock while it is held here; use spinlock_irqsave, or spinlock_bh for OWN_LOCKED_BH()"); \
	_Static_assert(!__own_scope_of(class) ||			\
		       sizeof((where)->__own_level[0]) >= __own_level_here(), \
		       "own: this function may interrupt who holds this lock; make it OWN_LOCKED_IRQ(), or OWN_LOCKED_BH() if a timer runs this function"); \
	_Static_assert(__own_keeps_away(class) != __OWN_LEVEL_HARDIRQ || !own_in_atomic_scope(), \
		       "own: this would switch interrupts on at the end, and they are off here; use spinlock_irqsave")

/* Where the data is: a forgotten & is one sentence, and goes on as if it were there. */
#ifdef __CHECKER__
# define __own_is_address(type)	true
#else
# define __own_is_address(type)						\
	(__builtin_classify_type(*(type *)NULL) == __builtin_classify_type((void *)NULL))
#endif
#if defined(WARN_CONTEXT_ANALYSIS) && !defined(__CHECKER__)
/* The analysis tells locks apart by expressions that it can see. */
# define __own_declare_where(name, where)	typeof(where) const __own_where_##name = (where)
#else
# define __own_declare_where(name, where)				\
	typedef typeof(where) __own_where_type_##name;			\
	_Static_assert(__own_is_address(__own_where_type_##name),	\
		       "own: the address of the OWN_LOCKED() is wanted here: put & in front of it"); \
	__own_keeping(name);						\
	typeof(__builtin_choose_expr(__own_is_address(__own_where_type_##name), \
				     *(__own_where_type_##name *)NULL,	\
				     (__own_where_type_##name *)NULL)) const \
		__own_where_##name = __own_kept(name,			\
			__builtin_choose_expr(__own_is_address(__own_where_type_##name), (where), (void *)1UL))
#endif

/**
 * own_guard() - lock, and declare the pointer to the data, for the rest of the scope
 * @class: name of a guard of the kernel, such as ``spinlock`` or ``mutex``
 * @name: name of the pointer that is declared
 * @where: pointer to the OWN_LOCKED() that holds the data; evaluated once. If it
 *	contains own_use() or own_mut(), their owner is borrowed as long as the lock is
 *	held.
 *
 * Context: That of the lock. A sleeping lock does not compile in the scope of a
 * spinning one, nor a spinlock_t in that of a raw_spinlock_t.
 *
 * Rust: ``let mut name = where.lock();``
 */
#define own_guard(class, name, where)					\
	__own_check_sleep(class);					\
	__own_check_always(class);					\
	__own_declare_where(name, where);				\
	__own_check_level(class, __own_where_##name);			\
	/* Or the end of the scope would test whether there is a lock. */ \
	own_assume(__own_where_##name);					\
	CLASS(class, __own_guard_##name)(__own_lock_of(__own_where_##name)); \
	__own_enter(class)						\
	__own_access(class) typeof(*__own_where_##name->__data_ptr[0]) *const name __own_scoped __own_lent_by(__own_guard_##name) = \
		__extension__(__own_data_of(__own_where_##name)) __own_permitted(name)

struct __own_try { void *guard; void (*end)(void *guard); bool had; };

static __always_inline __own_role(end) void __own_try_end(const struct __own_try *try)
{
	if (try->had)
		try->end(try->guard);
}

/**
 * own_guard_try() - like own_guard(), for a lock that may not be had
 * @class: name of a conditional guard of the kernel, such as ``mutex_intr``,
 *	``mutex_try``, ``spinlock_try``
 * @name: name of the owner that is declared
 * @where: pointer to the OWN_LOCKED() that holds the data; evaluated once
 * @error: negative errno that own_err() shall give if the lock was not had
 *
 * @name is used like an owner: test it with own_none(), then own_use() or
 * own_borrow() it. Without the test it does not compile.
 *
 * Context: That of the lock.
 */
#define own_guard_try(class, name, where, error)			\
	__own_check_sleep(class);					\
	__own_declare_where(name, where);				\
	__own_check_level(class, __own_where_##name);			\
	CLASS(class, __own_guard_##name)(__own_lock_of(__own_there(__own_where_##name))); \
	class_##class##_t __own_held_##name = __own_guard_##name;	\
	const struct __own_try __own_try_##name __cleanup(__own_try_end) = { \
		.guard = &__own_held_##name,				\
		.end = (void *)class_##class##_destructor,		\
		.had = likely(class_##class##_lock_ptr(&__own_guard_##name)), \
	};								\
	*(void **)&__own_guard_##name = NULL;				\
	__own_enter(class)						\
	struct {							\
		__own_access(class) typeof(*__own_where_##name->__data_ptr[0]) *__object __own_role(object), *__shared[0]; \
		__own_state						\
	} name __own_lent_by(__own_try_##name) = {			\
		.__object = __own_data_of(__own_where_##name),		\
		.__error = likely(__own_try_##name.had) ? 0 : ({ \
			const int __own_error = (error);		\
									\
			own_prove(__own_error < 0, guard_without_errno,	\
				  "own: the code for not having the lock is not proved to be a negative errno"); \
			__own_error;					\
		}),							\
	}

/**
 * own_scoped_guard() - lock for one statement or block
 * @class: name of a guard of the kernel, such as ``spinlock`` or ``mutex``
 * @name: name of the pointer to the data, inside the block only
 * @where: pointer to the OWN_LOCKED() that holds the data; evaluated once
 *
 * ``continue`` leaves the block, and unlocks, as in scoped_guard(), also if there is
 * a loop around it. ``break`` does not compile, because whoever writes it means that
 * loop. ``return`` and ``goto`` unlock and do what they say.
 *
 * Context: That of the lock.
 */
#define own_scoped_guard(class, name, where)				\
	__own_scoped_guard(class, name, where, __COUNTER__)
#define __own_scoped_guard(class, name, where, number)			\
	__own_for_once(__own_cat(__own_kept_until_, number),		\
		       const struct __own_kept __own_kept_##name __cleanup(__own_kept_end) = { }) \
	__own_for_once(__own_cat(__own_where_until_, number),		\
		       struct { typeof(where) at; bool enter __own_role(step); } __own_where_##name = \
				{ __own_kept(name, where), true })	\
	__own_for_once(__own_cat(__own_guard_until_, number),		\
		       CLASS(class, __own_guard_##name)(({		\
				__own_check_sleep(class);		\
				__own_check_always(class);		\
				__own_check_level(class, __own_where_##name.at); \
				own_assume(__own_where_##name.at);	\
				__own_lock_of(__own_where_##name.at); }))) \
	for (__own_enter_block(class); ; ({				\
		/* The step below was not made. */			\
		own_prove_gcc(!__own_where_##name.enter, break_in_scoped_guard, \
			  "own: 'break' in own_scoped_guard() leaves the block and not a loop around it; leave the block by 'continue', a loop by own_guard() or goto"); \
		goto __own_cat(__own_block_until_, number); }))		\
		if (0)							\
__own_cat(__own_block_until_, number):	break;				\
		else							\
	for (__own_access(class)					\
	     typeof(*__own_where_##name.at->__data_ptr[0]) *const name __maybe_unused __own_scoped __own_lent_by(__own_guard_##name) = \
		__extension__(__own_data_of(__own_where_##name.at)) __own_permitted(name) \
		__own_enter_too(class); ; ({				\
		__own_where_##name.enter = false;			\
		goto __own_cat(__own_data_until_, number); }))		\
		if (0)							\
__own_cat(__own_data_until_, number):	break;				\
		else

/* Which of two locks is which the analysis cannot know; it takes no part. */
struct __own_spinlock_pair { spinlock_t *first, *second; };
struct __own_mutex_pair { struct mutex *first, *second; };

static __always_inline __own_role(section) struct __own_spinlock_pair
__own_lock_spinlock_pair(spinlock_t *a, spinlock_t *b) __own_unanalysed
{
	struct __own_spinlock_pair pair = { min(a, b), max(a, b) };

	spin_lock(pair.first);
	spin_lock_nested(pair.second, SINGLE_DEPTH_NESTING);
	return pair;
}

static __always_inline __own_role(end) void
__own_unlock_spinlock_pair(const struct __own_spinlock_pair *pair) __own_unanalysed
{
	spin_unlock(pair->second);
	spin_unlock(pair->first);
}

static __always_inline struct __own_mutex_pair
__own_lock_mutex_pair(struct mutex *a, struct mutex *b) __own_unanalysed
{
	struct __own_mutex_pair pair = { min(a, b), max(a, b) };

	mutex_lock(pair.first);
	mutex_lock_nested(pair.second, SINGLE_DEPTH_NESTING);
	return pair;
}

static __always_inline __own_role(end) void
__own_unlock_mutex_pair(const struct __own_mutex_pair *pair) __own_unanalysed
{
	mutex_unlock(pair->second);
	mutex_unlock(pair->first);
}

/**
 * own_guard_pair() - lock two of a kind, always in the same order
 * @class: ``spinlock`` or ``mutex``
 * @name_a: name of the pointer to the first one's data
 * @a: pointer to the first structure; evaluated once
 * @name_b: name of the pointer to the second one's data
 * @b: pointer to the second structure, of the same type; evaluated once
 * @member: their OWN_LOCKED() member
 *
 * The lock at the lower address is taken first, so two of these never wait for
 * each other. That @a and @b are different objects must be known at compile
 * time: compare them before.
 *
 * Context: That of the lock.
 */
#define own_guard_pair(class, name_a, a, name_b, b, member)		\
	__own_check_sleep(class);					\
	__own_keeping(name_a);						\
	__own_keeping(name_b);						\
	typeof(a) const __own_where_##name_a = __own_kept(name_a, a);	\
	typeof(a) const __own_where_##name_b = __own_kept(name_b, b);	\
	__own_check_level(class, &__own_where_##name_a->member);	\
	own_prove(__own_where_##name_a != __own_where_##name_b, pair_may_be_one, \
		  "own: '" #a "' and '" #b "' may be one object here (self-deadlock); compare them first"); \
	const struct __own_##class##_pair __own_guard_##name_a		\
		__cleanup(__own_unlock_##class##_pair) =		\
		__own_lock_##class##_pair(				\
			__own_lock_of(&__own_where_##name_a->member),	\
			__own_lock_of(&__own_where_##name_b->member));	\
	__own_enter(class)						\
	typeof(*__own_where_##name_a->member.__data_ptr[0]) *const name_a __own_scoped __own_lent_by(__own_guard_##name_a) = \
		__extension__(__own_data_of(&__own_where_##name_a->member)) __own_permitted(name_a); \
	typeof(*__own_where_##name_b->member.__data_ptr[0]) *const name_b __own_scoped __own_lent_by(__own_guard_##name_a) = \
		__extension__(__own_data_of(&__own_where_##name_b->member)) __own_permitted(name_b)

/**
 * own_locked_mut() - reach locked data without the lock, because nobody else can
 * @where: pointer to the OWN_LOCKED(), in an object that one has alone: from
 *	own_mut(), or in a function of own_run()
 *
 * For setting up before publishing and for taking down after the last reference. A
 * pointer to const does not compile: that object is shared.
 *
 * Context: Any.
 * Return: A pointer to the data, good while own_mut() would be.
 *
 * Rust: ``Mutex::get_mut(&mut self)``.
 */
#define own_locked_mut(where)						\
({									\
	typeof(where) __own_alone = (where);				\
	typeof(*__own_alone->__data_ptr[0]) *__own_data = __own_data_of(__own_alone); \
									\
	_Static_assert(!__own_is_const(__own_alone),			\
		       "own: others may see this object; take its lock with own_guard()"); \
	__own_permit(__own_data);					\
	__own_data;							\
})

/* The kernel's initialisers, with the class and the name of the place of use. */
#define __OWN_DEFINE_LOCK_INIT(name, type, init)			\
static __always_inline __own_role(init) void				\
__own_init_##name(type *lock, const char *called, struct lock_class_key *key) \
{									\
	init(lock);							\
	lockdep_set_class_and_name(lock, key, called);			\
}
__OWN_DEFINE_LOCK_INIT(spinlock, spinlock_t, spin_lock_init)
__OWN_DEFINE_LOCK_INIT(raw_spinlock, raw_spinlock_t, raw_spin_lock_init)
__OWN_DEFINE_LOCK_INIT(rwlock, rwlock_t, rwlock_init)
__OWN_DEFINE_LOCK_INIT(mutex, struct mutex, mutex_init)
__OWN_DEFINE_LOCK_INIT(rwsem, struct rw_semaphore, init_rwsem)

/**
 * own_locked_init() - initialise the lock of an OWN_LOCKED()
 * @where: pointer to it; nobody else may be able to see it yet
 *
 * The data is left as it is; own_locked_mut() reaches it for set-up. Each use is
 * one class of locks to lockdep, named after @where.
 *
 * Context: That of the lock's initialiser.
 */
#define own_locked_init(where)						\
do {									\
	static struct lock_class_key __own_key;				\
									\
	_Generic(__own_lock_of(where),					\
		 spinlock_t *: __own_init_spinlock,			\
		 raw_spinlock_t *: __own_init_raw_spinlock,		\
		 rwlock_t *: __own_init_rwlock,				\
		 struct mutex *: __own_init_mutex,			\
		 struct rw_semaphore *: __own_init_rwsem		\
		)(__own_lock_of(where), #where, &__own_key);		\
} while (0)

/**
 * OWN_LOCKED_INIT() - initialiser for a static OWN_LOCKED()
 * @lock_init: static initialiser of the lock's type, such as
 *	``__MUTEX_INITIALIZER`` or ``__SPIN_LOCK_UNLOCKED``
 * @variable: the variable that is initialised
 * @...: initialiser of the data, in braces
 */
#define OWN_LOCKED_INIT(lock_init, variable, ...)			\
	{ .__own_static = { lock_init((*__own_lock_of(&(variable)))), __VA_ARGS__ } }

/**
 * OWN_LOCKED_STATIC() - the data of a static OWN_LOCKED(), in its own initialiser
 * @variable: the variable that is initialised
 *
 * For data that begins with its own address, such as a queue:
 *
 * .. code-block:: c
 *
 *	static OWN_LOCKED(struct mutex, struct box_list) boxes =
 *		OWN_LOCKED_INIT(__MUTEX_INITIALIZER, boxes,
 *				OWN_QUEUE_INIT(OWN_LOCKED_STATIC(boxes)));
 */
#define OWN_LOCKED_STATIC(variable)	((variable).__own_static.data)

#endif /* OWN_LOCKED_H */
