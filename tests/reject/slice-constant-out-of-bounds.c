// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a constant index lies behind the end of an array
 * Rust: unconditional_panic (denied by default)
 * gcc clang: error: own: '4' is not proved to be less than slice_len\(s\)
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"
#include <own/slice.h>

int last_of_four(void)
{
	static const u8 four[4] = { 1, 2, 3, 4 };
	struct slice s = slice_of(slice, four);

#ifdef MENDED
	return slice_at(s, 3);
#else
	return slice_at(s, 4);	/* ERROR */
#endif
}
