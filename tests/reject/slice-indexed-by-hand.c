// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a slice is indexed as if it were a pointer
 * Rust: none (this is how Rust does it)
 * gcc clang context-analysis: error: subscripted value is (neither array nor pointer nor vector|not an array, pointer, or vector)
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: warning: incompatible types for operation \(\+\):
 * sparse: warning: cannot dereference this type
 */
#include "../prelude.h"
#include <own/slice.h>

int first_of(struct own_bytes s)
{
	int first = -ENODATA;

	if (own_slice_len(s))
#ifdef MENDED
		first = own_slice_at(s, 0);
#else
		first = s[0];	/* ERROR */
#endif
	return first;
}
