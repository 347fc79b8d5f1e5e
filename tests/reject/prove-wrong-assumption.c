// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: something is assumed that does not hold
 * Rust: hint::assert_unchecked() (unsafe)
 * gcc: silent: it is believed; debug kernels stop there
 * clang: silent: it is believed; debug kernels stop there
 * context-analysis: silent: it is believed
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it is believed
 */
#include "../prelude.h"

int box_resize(struct box *box, unsigned int capacity)
{
#ifdef MENDED
	if (!capacity)
		return -EINVAL;
#else
	own_assume(capacity);
#endif
	own_prove(capacity, capacity_is_zero, "own: a box of no parcels is of no use");
	own_guard(mutex, settings, &box->settings);
	settings->capacity = capacity;
	return 0;
}
