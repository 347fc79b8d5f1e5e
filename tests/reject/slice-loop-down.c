// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct but rejected: a loop counts down to 0
 * Rust: none
 * gcc: error: own: 'i' is not proved to be less than own_slice_len\(s\)
 * clang context-analysis: silent: clang follows it
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 *
 * own_slice_for_each_reverse() does it.
 */
#include "../prelude.h"
#include <own/slice.h>

size_t trailing_zeros(struct own_bytes s)
{
	size_t zeros = 0;

#ifdef MENDED
	own_slice_for_each_reverse(byte, s) {
		if (*byte)
			break;
		zeros++;
	}
#else
	for (size_t i = own_slice_len(s); i-- > 0; zeros++)
		if (own_slice_at(s, i))	/* ERROR: gcc */
			break;
#endif
	return zeros;
}
