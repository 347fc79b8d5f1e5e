// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a fact is required that the compiler cannot know
 * Rust: build_assert! of the kernel
 * gcc clang: error: own: a box of no parcels is of no use
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

int box_resize(struct box *box, unsigned int capacity)
{
#ifdef MENDED
	if (!capacity)
		return -EINVAL;
#endif
	own_prove(capacity, capacity_is_zero, "own: a box of no parcels is of no use");	/* ERROR */
	own_guard(mutex, settings, &box->settings);
	settings->capacity = capacity;
	return 0;
}
