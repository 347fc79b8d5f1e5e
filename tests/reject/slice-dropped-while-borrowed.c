// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: an object is dropped while a slice of its bytes is in use
 * Rust: E0505
 * gcc clang: error: own: 'p' is taken or dropped here while it is borrowed
 * context-analysis: silent: it follows pointers, not owners
 * own-check: warning: own: a pointer that was had from 'p' is passed on after that ended
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"
#include <own/slice.h>

u32 checksum(struct own_bytes bytes);

int sum_and_drop(struct box *box)
{
	own_auto(parcel_own, p, box_pop(box));
	u32 sum;

	if (own_none(p))
		return own_err(p);
#ifdef MENDED
	{
		own_slice_borrow(own_bytes, bytes, p, data, len);

		sum = checksum(bytes);
	}
	own_drop(parcel_own, p);
#else
	own_slice_borrow(own_bytes, bytes, p, data, len);

	own_drop(parcel_own, p);	/* ERROR: gcc clang */
	sum = checksum(bytes);	/* ERROR: own-check */
#endif
	return sum;
}
