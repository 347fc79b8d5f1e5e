// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: an object is dropped while a slice of its bytes is in use
 * Rust: E0505
 * gcc clang: error: own: 'p' is taken or dropped here while it is borrowed
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"
#include <own/slice.h>

u32 checksum(struct slice bytes);

int sum_and_drop(struct box *box)
{
	own_auto(parcel_own, p, box_pop(box));
	u32 sum;

	if (own_none(p))
		return own_err(p);
#ifdef MENDED
	{
		slice_borrow(slice, bytes, p, data, len);

		sum = checksum(bytes);
	}
	own_drop(parcel_own, p);
#else
	slice_borrow(slice, bytes, p, data, len);

	own_drop(parcel_own, p);	/* ERROR */
	sum = checksum(bytes);
#endif
	return sum;
}
