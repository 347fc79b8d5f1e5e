// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a number is tested in memory and read from there again
 * Rust: none (a shared reference promises that it does not change)
 * gcc clang: error: own: a box of no parcels is of no use
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 *
 * Another CPU, or the called function, may change it in between: the compiler is
 * right.
 */
#include "../prelude.h"

int box_resize(struct box *box, const unsigned int *capacity)
{
#ifdef MENDED
	unsigned int wanted = READ_ONCE(*capacity);

	if (!wanted || !ready(0))
		return -EINVAL;
#else
	if (!*capacity || !ready(0))
		return -EINVAL;
	unsigned int wanted = *capacity;
#endif
	own_prove(wanted, capacity_is_zero, "own: a box of no parcels is of no use");	/* ERROR */
	own_guard(mutex, settings, &box->settings);
	settings->capacity = wanted;
	return 0;
}
