// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: two writable slices of the same bytes
 * Rust: E0499
 * gcc clang: error: own: 'p' is changed here while it is borrowed
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"
#include <own/slice.h>

void encode(struct own_bytes_mut to, struct own_bytes_mut from);

void encode_in_place(struct parcel_own parcel)
{
	own_auto(parcel_own, p, parcel);

#ifdef MENDED
	own_slice_borrow_mut(own_bytes, bytes, p, data, len);

	own_result(own_bytes_mut_split_result, halves, own_bytes_mut_split(bytes, own_slice_len(bytes) / 2));
	if (own_none(halves))
		return;
	encode(own_value(halves).first, own_value(halves).second);
#else
	own_slice_borrow_mut(own_bytes, to, p, data, len);
	own_slice_borrow_mut(own_bytes, from, p, data, len);	/* ERROR */

	encode(to, from);
#endif
}
