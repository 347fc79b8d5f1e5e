// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a slice is used after the block of its owner
 * Rust: E0597
 * gcc clang context-analysis: error: .bytes. undeclared|use of undeclared identifier 'bytes'
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: warning: undefined identifier 'bytes'
 */
#include "../prelude.h"
#include <own/slice.h>

u32 checksum(struct own_bytes bytes);

u32 sum_of(struct parcel_own parcel)
{
	u32 sum;

	{
		own_auto(parcel_own, p, parcel);
		own_slice_borrow(own_bytes, bytes, p, data, len);

		sum = own_slice_len(bytes);
#ifdef MENDED
		sum += checksum(bytes);
#endif
	}
#ifndef MENDED
	sum += checksum(bytes);	/* ERROR */
#endif
	return sum;
}
