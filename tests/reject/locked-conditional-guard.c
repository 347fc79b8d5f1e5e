// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a guard that may not get the lock is taken with the form that does not ask
 * Rust: E0308 (an Option is not its value)
 * gcc clang context-analysis: error: own: mutex_intr may not get the lock; use own_guard_try\(\)
 * coccinelle: silent: the compilers know
 * sparse: warning: static assertion failed: "own: mutex_intr may not get the lock
 */
#include "../prelude.h"

int resize(const struct box *box, unsigned int capacity)
{
#ifdef MENDED
	own_guard(mutex, settings, &box->settings);
#else
	own_guard(mutex_intr, settings, &box->settings);	/* ERROR */
#endif

	settings->capacity = capacity;
	return 0;
}
