// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a constant index lies behind the end of an array
 * Rust: unconditional_panic (denied by default)
 * clang: warning: own: '4' is not proved to be less than own_slice_len\(s\); copy both to locals and test them, or use the checked _get\(\)
 * gcc: error: own: '4' is not proved to be less than own_slice_len\(s\)
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"
#include <own/slice.h>

int last_of_four(void)
{
	static const u8 four[4] = { 1, 2, 3, 4 };
	struct own_bytes s = own_slice_of(own_bytes, four);

#ifdef MENDED
	return own_slice_at(s, 3);
#else
	return own_slice_at(s, 4);	/* ERROR */
#endif
}
