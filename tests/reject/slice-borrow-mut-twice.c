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

void encode(struct slice_mut to, struct slice_mut from);

void encode_in_place(struct parcel_own parcel)
{
	own_auto(parcel_own, p, parcel);

#ifdef MENDED
	slice_borrow_mut(slice, bytes, p, data, len);

	own_result(slice_mut_split_result, halves, slice_mut_split(bytes, slice_len(bytes) / 2));
	if (own_none(halves))
		return;
	encode(own_value(halves).first, own_value(halves).second);
#else
	slice_borrow_mut(slice, to, p, data, len);
	slice_borrow_mut(slice, from, p, data, len);	/* ERROR */

	encode(to, from);
#endif
}
