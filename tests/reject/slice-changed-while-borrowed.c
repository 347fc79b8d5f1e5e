// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: the length is changed while a slice remembers the old one
 * Rust: E0502
 * gcc clang: error: own: 'p' is changed here while it is borrowed
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"
#include <own/slice.h>

u32 checksum(struct own_bytes bytes);

u32 sum_and_cut(struct parcel_own parcel)
{
	own_auto(parcel_own, p, parcel);
	u32 sum;

#ifdef MENDED
	{
		own_slice_borrow(own_bytes, bytes, p, data, len);

		sum = checksum(bytes);
	}
	own_mut(p)->len = 0;
#else
	own_slice_borrow(own_bytes, bytes, p, data, len);

	own_mut(p)->len = 0;	/* ERROR */
	sum = checksum(bytes);
#endif
	return sum;
}
