/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef OWN_CONTEXT_H
#define OWN_CONTEXT_H

/**
 * DOC: May this code sleep?
 *
 * A guard of a spinlock (locked.h) declares, beside the pointer to the data, a
 * type that says "atomic". It hides the one of the same name declared below for
 * the rest of its scope, so any macro can ask the compiler, at no cost, whether
 * a spinlock is held around it, and refuse to sleep.
 *
 * What it cannot see: a lock that the caller of this function holds. It is
 * lexical; CONFIG_DEBUG_ATOMIC_SLEEP sees the rest, at run time.
 *
 * Rust: none in the language; the tool klint follows calls.
 */

#include <own/prove.h>
#if __OWN_QUIET_MACROS
#pragma GCC system_header
#endif

struct own_may_sleep_here { };
struct own_atomic_here { };

/*
 * The context of a function that says nothing. A type, because C lets a scope
 * declare the same one twice, and two spinlocks in one scope do.
 */
typedef struct own_may_sleep_here __own_context;

/**
 * own_in_atomic_scope() - is a guard of a spinlock in scope here?
 *
 * Context: Any.
 * Return: A constant: true if an own_guard() of a spinning lock is in scope. False
 * says nothing about the locks of the caller.
 */
#define own_in_atomic_scope()						\
	__builtin_types_compatible_p(typeof(__own_context), struct own_atomic_here)

/**
 * own_may_sleep() - refuse to compile where a spinlock is held
 *
 * The compile-time half of might_sleep().
 *
 * Context: Process context; does not compile in the scope of an own_guard() of a
 * spinning lock.
 */
#define own_may_sleep()							\
	_Static_assert(!own_in_atomic_scope(),				\
		      "own: this may sleep, but a spinlock is held in this scope")

#endif /* OWN_CONTEXT_H */
