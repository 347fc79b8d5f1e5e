// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a loop looks at the next element, which the last one does not have
 * Rust: none (panics when it runs)
 * clang: warning: own: 'i \+ 1' is not proved to be less than own_slice_len\(s\); copy both to locals and test them, or use the checked _get\(\)
 * gcc: error: own: 'i \+ 1' is not proved to be less than own_slice_len\(s\)
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
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
	for (size_t i = 0; i < own_slice_len(s); i++)
		if (own_slice_at(s, i) > own_slice_at(s, i + 1))	/* ERROR */
			return false;
#endif
	return true;
}
