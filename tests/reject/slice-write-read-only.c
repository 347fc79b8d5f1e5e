// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a byte is written through a slice for reading
 * Rust: E0594
 * gcc: error: assignment of read-only location
 * clang context-analysis: error: read-only variable is not assignable
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: warning: assignment to const expression
 */
#include "../prelude.h"
#include <own/slice.h>

#ifdef MENDED
void clear_first(struct own_bytes_mut s)
#else
void clear_first(struct own_bytes s)
#endif
{
	if (own_slice_len(s) > 0)
		own_slice_at(s, 0) = 0;	/* ERROR */
}
