// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: locked data is reached without the lock, by a raw pointer to the object
 * Rust: E0596
 * gcc clang context-analysis: silent: a pointer that is not const says "alone"
 * coccinelle: silent: no rule looks for it
 * sparse: silent: no rule looks for it
 */
#include "../prelude.h"

#ifdef MENDED
unsigned int capacity(const struct box *box)
{
	own_guard(mutex, settings, &box->settings);
	return settings->capacity;
}
#else
unsigned int capacity(struct box *box)
{
	return own_locked_mut(&box->settings)->capacity;
}
#endif
