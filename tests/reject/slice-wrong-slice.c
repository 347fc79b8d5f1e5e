// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: the index is compared with the length of another slice
 * Rust: none (panics when it runs)
 * gcc clang: error: own: 'i' is not proved to be less than slice_len\(s\)
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"
#include <own/slice.h>

int byte_of(struct slice s, struct slice other, size_t i)
{
#ifdef MENDED
	if (i >= slice_len(s))
#else
	if (i >= slice_len(other))
#endif
		return slice_len(other);
	return slice_at(s, i);	/* ERROR */
}
