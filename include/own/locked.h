/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef OWN_LOCKED_H
#define OWN_LOCKED_H

/**
 * DOC: Data and its lock
 *
 * A comment says "protected by lock". Here the data is inside the lock, and the
 * only way to it is a guard:
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
 * In a scope that holds a spinlock, an own_guard() of a sleeping lock does not
 * compile; own_may_sleep() is the same check for other code.
 *
 * What it costs: nothing; the guard is the kernel's guard.
 *
 * What it cannot prevent: a copy of the pointer that outlives the scope (``make
 * analyze`` reports it); sleeping in a called function (CONFIG_DEBUG_ATOMIC_SLEEP
 * reports it); taking locks in the wrong order (lockdep reports it). Two of a kind
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
		lock_type __lock_type[0];				\
		data_type __data_type[0];				\
	}

/*
 * The lock is the first member; the data is found by the layout that the
 * structure is known to have, because its name is private.
 */
#define __own_lock_of(where)						\
	((typeof(&(where)->__lock_type[0]))(void *)(where))
#define __own_data_of(where)						\
	((typeof(&(where)->__data_type[0]))				\
	 ((char *)(where) + ALIGN(sizeof((where)->__lock_type[0]),	\
				  __alignof__((where)->__data_type[0]))))

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
 * What each guard of the kernel gives: access to the data, and the context that
 * its scope is in.
 */
#define __OWN_SLEEPING_WRITE	( , own_may_sleep_here)
#define __OWN_SLEEPING_READ	(const, own_may_sleep_here)
#define __OWN_SPINNING_WRITE	( , own_atomic_here)
#define __OWN_SPINNING_READ	(const, own_atomic_here)

#define __OWN_GUARD_mutex			__OWN_SLEEPING_WRITE
#define __OWN_GUARD_mutex_try			__OWN_SLEEPING_WRITE
#define __OWN_GUARD_mutex_intr			__OWN_SLEEPING_WRITE
#define __OWN_GUARD_mutex_kill			__OWN_SLEEPING_WRITE
#define __OWN_GUARD_rwsem_write			__OWN_SLEEPING_WRITE
#define __OWN_GUARD_rwsem_write_try		__OWN_SLEEPING_WRITE
#define __OWN_GUARD_rwsem_write_kill		__OWN_SLEEPING_WRITE
#define __OWN_GUARD_rwsem_read			__OWN_SLEEPING_READ
#define __OWN_GUARD_rwsem_read_try		__OWN_SLEEPING_READ
#define __OWN_GUARD_rwsem_read_intr		__OWN_SLEEPING_READ
#define __OWN_GUARD_spinlock			__OWN_SPINNING_WRITE
#define __OWN_GUARD_spinlock_try		__OWN_SPINNING_WRITE
#define __OWN_GUARD_spinlock_irq		__OWN_SPINNING_WRITE
#define __OWN_GUARD_spinlock_irq_try		__OWN_SPINNING_WRITE
#define __OWN_GUARD_spinlock_irqsave		__OWN_SPINNING_WRITE
#define __OWN_GUARD_spinlock_irqsave_try	__OWN_SPINNING_WRITE
#define __OWN_GUARD_spinlock_bh			__OWN_SPINNING_WRITE
#define __OWN_GUARD_spinlock_bh_try		__OWN_SPINNING_WRITE
#define __OWN_GUARD_raw_spinlock		__OWN_SPINNING_WRITE
#define __OWN_GUARD_raw_spinlock_try		__OWN_SPINNING_WRITE
#define __OWN_GUARD_raw_spinlock_irq		__OWN_SPINNING_WRITE
#define __OWN_GUARD_raw_spinlock_irqsave	__OWN_SPINNING_WRITE
#define __OWN_GUARD_raw_spinlock_bh		__OWN_SPINNING_WRITE
#define __OWN_GUARD_read_lock			__OWN_SPINNING_READ
#define __OWN_GUARD_read_lock_irq		__OWN_SPINNING_READ
#define __OWN_GUARD_read_lock_irqsave		__OWN_SPINNING_READ
#define __OWN_GUARD_write_lock			__OWN_SPINNING_WRITE
#define __OWN_GUARD_write_lock_irq		__OWN_SPINNING_WRITE
#define __OWN_GUARD_write_lock_irqsave		__OWN_SPINNING_WRITE

/* 1 if a guard is in the list: only then does its name become something in parentheses. */
#define __own_probe(access, context)		, 1
#define __own_nth(zeroth, first, ...)		first
#define __own_rescan(...)			__own_nth(__VA_ARGS__)
#define __own_probed(...)			__own_rescan(__VA_ARGS__)
#define __own_is_known(class)			__own_probed(__own_probe __OWN_GUARD_##class, 0)
#define __own_entry_1(class)			__OWN_GUARD_##class
#define __own_entry_0(class)			__OWN_SLEEPING_WRITE
#define __own_entry(class)			__own_cat(__own_entry_, __own_is_known(class))(class)

#define __own_apply(macro, tuple)		__own_apply_to(macro, tuple)
#define __own_apply_to(macro, tuple)		macro tuple
#define __own_first(access, context)		access
#define __own_second(access, context)		struct context
#define __own_access(class)	__own_apply(__own_first, __own_entry(class))
#define __own_context_of(class)	__own_apply(__own_second, __own_entry(class))

/* What a scope declares: a sleeping lock leaves the context as it is. */
#define __OWN_ENTER_own_may_sleep_here
#define __OWN_ENTER_own_atomic_here					\
	typedef struct own_atomic_here __own_context __maybe_unused;	\
	__own_atomic_scope
#define __own_third(access, context)	__OWN_ENTER_##context
#define __own_enter(class)	__own_apply(__own_third, __own_entry(class))
#define __OWN_ENTER_TOO_own_may_sleep_here
#define __OWN_ENTER_TOO_own_atomic_here	__own_atomic_too
#define __own_fourth(access, context)	__OWN_ENTER_TOO_##context
#define __own_enter_too(class)	__own_apply(__own_fourth, __own_entry(class))

#define __own_check_sleep(class)					\
	_Static_assert(__own_is_known(class),				\
		       "own: " #class " is not in the list of guards in own/locked.h"); \
	_Static_assert(__builtin_types_compatible_p(__own_context_of(class), \
						   struct own_atomic_here) || \
		      !own_in_atomic_scope(),				\
		      "own: this lock may sleep, but a spinlock is held in this scope")

/**
 * own_guard() - lock, and declare the pointer to the data, for the rest of the scope
 * @class: name of a guard of the kernel, such as ``spinlock`` or ``mutex``
 * @name: name of the pointer that is declared
 * @where: pointer to the OWN_LOCKED() that holds the data; evaluated once
 *
 * Context: That of the lock. A sleeping lock does not compile in the scope of a
 * spinning one.
 *
 * Rust: ``let mut name = where.lock();``
 */
#define own_guard(class, name, where)					\
	__own_check_sleep(class);					\
	typeof(where) const __own_where_##name = (where);		\
	CLASS(class, __own_guard_##name)(__own_lock_of(__own_where_##name)); \
	__own_enter(class)						\
	__own_access(class) typeof(__own_where_##name->__data_type[0]) *const name __own_scoped = \
		__extension__(__own_data_of(__own_where_##name)) __own_permitted(name)

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
	typeof(where) const __own_where_##name = __own_there(where);	\
	CLASS(class, __own_guard_##name)(__own_lock_of(__own_where_##name)); \
	__own_enter(class)						\
	struct {							\
		__own_access(class) typeof(__own_where_##name->__data_type[0]) *__object, *__shared[0]; \
		long __borrows;						\
		int __error;						\
	} name = {							\
		.__object = __own_data_of(__own_where_##name),		\
		.__error = class_##class##_lock_ptr(&__own_guard_##name) ? 0 : ({ \
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
 * ``break`` and ``continue`` leave the block, and unlock, as in scoped_guard().
 *
 * Context: That of the lock.
 */
#define own_scoped_guard(class, name, where)				\
	for (struct { typeof(where) at; bool enter; } __own_where_##name = \
	     { (where), true }; __own_where_##name.enter;		\
	     __own_where_##name.enter = false)				\
	for (CLASS(class, __own_guard_##name)(({			\
		__own_check_sleep(class);				\
		__own_lock_of(__own_where_##name.at); }));		\
	     __own_where_##name.enter; __own_where_##name.enter = false) \
	for (const __own_context_of(class) __own_context __maybe_unused = { }; \
	     __own_where_##name.enter; __own_where_##name.enter = false) \
	for (__own_access(class)					\
	     typeof(__own_where_##name.at->__data_type[0]) *const name __maybe_unused __own_scoped = \
		__extension__(__own_data_of(__own_where_##name.at)) __own_permitted(name) \
		__own_enter_too(class);					\
	     __own_where_##name.enter; __own_where_##name.enter = false)

/* Which of two locks is which the analysis cannot know; it takes no part. */
struct __own_spinlock_pair { spinlock_t *first, *second; };
struct __own_mutex_pair { struct mutex *first, *second; };

static __always_inline struct __own_spinlock_pair
__own_lock_spinlock_pair(spinlock_t *a, spinlock_t *b) __own_unanalysed
{
	struct __own_spinlock_pair pair = { min(a, b), max(a, b) };

	spin_lock(pair.first);
	spin_lock_nested(pair.second, SINGLE_DEPTH_NESTING);
	return pair;
}

static __always_inline void
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

static __always_inline void
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
	typeof(a) const __own_where_##name_a = (a);			\
	typeof(a) const __own_where_##name_b = (b);			\
	own_prove(__own_where_##name_a != __own_where_##name_b, pair_may_be_one, \
		  "own: '" #a "' and '" #b "' may be one object here (self-deadlock); compare them first"); \
	const struct __own_##class##_pair __own_guard_##name_a		\
		__cleanup(__own_unlock_##class##_pair) =		\
		__own_lock_##class##_pair(				\
			__own_lock_of(&__own_where_##name_a->member),	\
			__own_lock_of(&__own_where_##name_b->member));	\
	__own_enter(class)						\
	typeof(__own_where_##name_a->member.__data_type[0]) *const name_a __own_scoped = \
		__extension__(__own_data_of(&__own_where_##name_a->member)) __own_permitted(name_a); \
	typeof(__own_where_##name_b->member.__data_type[0]) *const name_b __own_scoped = \
		__extension__(__own_data_of(&__own_where_##name_b->member)) __own_permitted(name_b)

/**
 * own_locked_mut() - reach locked data without the lock, because nobody else can
 * @owner: a unique owner of the structure, known to hold it and not borrowed
 * @member: its OWN_LOCKED() member
 *
 * For setting up before publishing and for taking down after the last reference.
 *
 * Return: A pointer to the data, good while own_mut() would be.
 *
 * Rust: ``Mutex::get_mut(&mut self)``.
 */
#define own_locked_mut(owner, member)					\
({									\
	typeof((owner).__object) __own_alone = own_mut(owner);		\
	typeof(__own_alone->member.__data_type[0]) *__own_data =	\
		__own_data_of(&__own_alone->member);			\
									\
	__own_permit(__own_data);					\
	__own_data;							\
})

/* The kernel's initialisers, with the class and the name of the place of use. */
#define __OWN_DEFINE_LOCK_INIT(name, type, init)			\
static __always_inline void						\
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
