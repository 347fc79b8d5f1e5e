// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a raw pointer from an owner is used after the object was handed on
 * Rust: E0505
 * gcc clang context-analysis: silent: a raw pointer is not followed; own_borrow() is
 * own-check: warning: own: a pointer that was had from 'p' is used after that ended
 * coccinelle: silent: it does not follow pointers, own-check does
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

u32 send(struct parcel_own parcel)
{
	own_auto(parcel_own, p, parcel);
#ifdef MENDED
	u32 tag = own_use(p)->tag;

	parcel_send(own_take(p));
	return tag;
#else
	const struct parcel *raw = own_use(p);

	parcel_send(own_take(p));
	return raw->tag;	/* ERROR: own-check */
#endif
}
