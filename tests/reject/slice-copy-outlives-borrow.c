// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a copy of a borrowed slice leaves the scope of its owner
 * Rust: E0505
 * gcc clang context-analysis: silent: a slice is a value, and a copy of it is not followed
 * own-check: warning: own: a pointer that was had from 'p' is returned after that ended
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"
#include <own/slice.h>

#ifdef MENDED
u32 checksum(struct own_bytes bytes);

u32 sum_of(struct parcel_own parcel)
{
	own_auto(parcel_own, p, parcel);
	own_slice_borrow(own_bytes, bytes, p, data, len);

	return checksum(bytes);
}
#else
struct own_bytes bytes_of(struct parcel_own parcel)
{
	own_auto(parcel_own, p, parcel);
	own_slice_borrow(own_bytes, bytes, p, data, len);

	return bytes;	/* ERROR */
}
#endif
