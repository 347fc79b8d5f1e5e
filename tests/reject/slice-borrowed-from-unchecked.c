// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a slice is made of an owner that was not tested
 * Rust: E0308 (a Result is not the value)
 * gcc: error: own: 'p' is used here, but on some path own_none\(\) was not asked whether it holds anything
 * clang: error: own: 'p' is used here, but on some path own_none\(\) was not asked whether it holds anything
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"
#include <own/slice.h>

u32 checksum(struct own_bytes bytes);

int sum_of_next(struct box *box)
{
	own_auto(parcel_own, p, box_pop(box));

#ifdef MENDED
	if (own_none(p))
		return own_err(p);
#endif
	own_slice_borrow(own_bytes, bytes, p, data, len);	/* ERROR */

	return checksum(bytes);
}
