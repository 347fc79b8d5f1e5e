// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a slice is indexed, and nobody compared the index with its length
 * Rust: none (panics when it runs)
 * gcc clang: error: own: 'i' is not proved to be less than slice_len\(s\)
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"
#include <own/slice.h>

int byte_of(struct slice s, size_t i)
{
#ifdef MENDED
	if (i >= slice_len(s))
		return -ERANGE;
#endif
	return slice_at(s, i);	/* ERROR */
}
