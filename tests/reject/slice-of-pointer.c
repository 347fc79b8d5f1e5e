// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a slice is made of a pointer as if it were an array
 * Rust: none (a pointer is not an array)
 * gcc clang context-analysis: error: static assertion failed.*own: this is a pointer, which does not know its length
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: warning: static assertion failed: "own: this is a pointer, which does not know its length; an array is needed here"
 */
#include "../prelude.h"
#include <own/slice.h>

#ifdef MENDED
size_t length_of(u8 (*bytes)[16])
{
	return own_slice_len(own_slice_of(own_bytes, *bytes));
}
#else
size_t length_of(u8 *bytes)
{
	return own_slice_len(own_slice_of(own_bytes, bytes));	/* ERROR */
}
#endif
