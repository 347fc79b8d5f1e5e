// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: the pointer in a slice is reached behind its back
 * Rust: E0616 (a field is private)
 * gcc clang context-analysis: error: .__data. is unavailable: own: private
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 * tokens: warning: own: __data is private to the library; reach it through the macros
 */
#include "../prelude.h"
#include <own/slice.h>

int first_of(struct own_bytes s)
{
	if (!own_slice_len(s))
		return -ENODATA;
#ifdef MENDED
	return own_slice_at(s, 0);
#else
	return *s.__data;	/* ERROR */
#endif
}
