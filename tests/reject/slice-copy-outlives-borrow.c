// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a copy of a borrowed slice leaves the scope of its owner
 * Rust: E0505
 * gcc clang context-analysis: silent: a slice is a value, and a copy of it is not followed
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"
#include <own/slice.h>

#ifdef MENDED
u32 checksum(struct slice bytes);

u32 sum_of(struct parcel_own parcel)
{
	own_auto(parcel_own, p, parcel);
	slice_borrow(slice, bytes, p, data, len);

	return checksum(bytes);
}
#else
struct slice bytes_of(struct parcel_own parcel)
{
	own_auto(parcel_own, p, parcel);
	slice_borrow(slice, bytes, p, data, len);

	return bytes;
}
#endif
