// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a loop goes one too far
 * Rust: none (panics when it runs)
 * clang: warning: own: 'i' is not proved to be less than own_slice_len\(s\); copy both to locals and test them, or use the checked _get\(\)
 * gcc: error: own: 'i' is not proved to be less than own_slice_len\(s\)
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"
#include <own/slice.h>

u32 sum_of(struct own_bytes s)
{
	u32 sum = 0;

#ifdef MENDED
	for (size_t i = 0; i < own_slice_len(s); i++)
#else
	for (size_t i = 0; i <= own_slice_len(s); i++)
#endif
		sum += own_slice_at(s, i);	/* ERROR */
	return sum;
}
