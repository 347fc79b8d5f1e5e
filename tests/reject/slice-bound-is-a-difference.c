// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct but rejected: a loop stops one before the end and looks at the next element
 * Rust: none
 * gcc: error: own: 'i \+ 1' is not proved to be less than slice_len\(s\)
 * clang context-analysis: silent: clang follows it
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 *
 * Look at the element before.
 */
#include "../prelude.h"
#include <own/slice.h>

bool sorted(struct slice s)
{
#ifdef MENDED
	for (size_t i = 1; i < slice_len(s); i++)
		if (slice_at(s, i - 1) > slice_at(s, i))
			return false;
#else
	if (!slice_len(s))
		return true;
	for (size_t i = 0; i < slice_len(s) - 1; i++)
		if (slice_at(s, i) > slice_at(s, i + 1))	/* ERROR: gcc */
			return false;
#endif
	return true;
}
