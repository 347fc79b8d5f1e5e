// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a pointer into the middle of an object is kept after its owner was taken
 * Rust: E0505
 * gcc: silent: a raw pointer is not followed
 * clang: silent: a raw pointer is not followed
 * context-analysis: silent: it follows the pointer to the object, not one into it
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
	const u32 *tag = &own_use(p)->tag;

	parcel_send(own_take(p));
	return *tag;	/* ERROR: own-check */
#endif
}
