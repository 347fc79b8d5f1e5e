// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: the index is changed after it was compared
 * Rust: none (panics when it runs)
 * clang: warning: own: 'i' is not proved to be less than own_slice_len\(s\); copy both to locals and test them, or use the checked _get\(\)
 * gcc: error: own: 'i' is not proved to be less than own_slice_len\(s\)
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"
#include <own/slice.h>

int byte_behind(struct own_bytes s, size_t i, size_t header)
{
#ifdef MENDED
	i += header;
#endif
	if (i >= own_slice_len(s))
		return -ERANGE;
#ifndef MENDED
	i += header;
#endif
	return own_slice_at(s, i);	/* ERROR */
}
