// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: the block of a guard that may not get the lock runs without it
 * Rust: E0308 (an Option is not its value)
 * gcc clang context-analysis: error: own: mutex_try may not get the lock; use own_guard_try\(\)
 * coccinelle: silent: the compilers know
 * sparse: warning: static assertion failed: "own: mutex_try may not get the lock
 */
#include "../prelude.h"

int resize(const struct box *box, unsigned int capacity)
{
#ifdef MENDED
	own_scoped_guard(mutex, settings, &box->settings) {
#else
	own_scoped_guard(mutex_try, settings, &box->settings) {	/* ERROR */
#endif
		settings->capacity = capacity;
		return 0;
	}
	return -EBUSY;
}
