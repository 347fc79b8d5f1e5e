// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: the pointer in an owned value is read without an owner
 * Rust: E0616
 * gcc clang context-analysis: error: '__object' is unavailable: own: private, reach it through the macros
 * coccinelle: silent: the compilers know
 * sparse: silent: it does not know the attribute
 * tokens: warning: own: __object is private to the library; reach it through the macros
 */
#include "../prelude.h"

u32 tag_of(struct parcel_own parcel)
{
#ifdef MENDED
	own_auto(parcel_own, p, parcel);

	return own_use(p)->tag;
#else
	return parcel.__object->tag;	/* ERROR */
#endif
}
