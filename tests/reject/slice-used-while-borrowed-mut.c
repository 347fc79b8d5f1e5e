// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: the owner is looked at while a writable slice of it is in scope
 * Rust: E0502
 * gcc clang: error: own: 'p' is used here while it is borrowed mut
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"
#include <own/slice.h>

void clear_all(struct own_bytes_mut bytes);

u32 tag_after_clear(struct parcel_own parcel)
{
	own_auto(parcel_own, p, parcel);
#ifdef MENDED
	u32 tag = own_use(p)->tag;
	own_slice_borrow_mut(own_bytes, bytes, p, data, len);
#else
	own_slice_borrow_mut(own_bytes, bytes, p, data, len);
	u32 tag = own_use(p)->tag;	/* ERROR */
#endif

	clear_all(bytes);
	return tag;
}
