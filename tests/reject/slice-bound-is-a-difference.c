// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct but rejected: a loop stops one before the end and looks at the next element
 * Rust: none
 * gcc: error: own: 'i \+ 1' is not proved to be less than own_slice_len\(s\)
 * clang context-analysis: silent: clang follows it
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 *
 * Look at the element before.
 */
#include "../prelude.h"
#include <own/slice.h>

bool sorted(struct own_bytes s)
{
#ifdef MENDED
	for (size_t i = 1; i < own_slice_len(s); i++)
		if (own_slice_at(s, i - 1) > own_slice_at(s, i))
			return false;
#else
	if (!own_slice_len(s))
		return true;
	for (size_t i = 0; i < own_slice_len(s) - 1; i++)
		if (own_slice_at(s, i) > own_slice_at(s, i + 1))	/* ERROR: gcc */
			return false;
#endif
	return true;
}
