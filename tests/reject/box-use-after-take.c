// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: an object is used after it was handed on
 * Rust: E0382
 * gcc clang: error: own: 'p' is used here, but on some path it was taken or dropped
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

int send(size_t len)
{
	own_auto(parcel_own, p, parcel_new(len));
	u32 tag;

	if (own_none(p))
		return own_err(p);
#ifdef MENDED
	tag = own_use(p)->tag;
	parcel_send(own_take(p));
#else
	parcel_send(own_take(p));
	tag = own_use(p)->tag;	/* ERROR */
#endif
	return tag;
}
