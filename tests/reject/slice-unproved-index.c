// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a slice is indexed, and nobody compared the index with its length
 * Rust: none (panics when it runs)
 * clang: warning: own: 'i' is not proved to be less than own_slice_len\(s\); copy both to locals and test them, or use the checked _get\(\)
 * gcc: error: own: 'i' is not proved to be less than own_slice_len\(s\)
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"
#include <own/slice.h>

int byte_of(struct own_bytes s, size_t i)
{
#ifdef MENDED
	if (i >= own_slice_len(s))
		return -ERANGE;
#endif
	return own_slice_at(s, i);	/* ERROR */
}
