// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: an object is read through its owner while it is borrowed mut
 * Rust: E0502
 * gcc clang: error: own: 'p' is used here while it is borrowed mut; use the borrow
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

int check(size_t len)
{
	own_auto(parcel_own, p, parcel_new(len));

	if (own_none(p))
		return own_err(p);
	own_borrow_mut(parcel, p);
	parcel->tag = 1;
#ifdef MENDED
	return parcel_check(parcel);
#else
	return parcel_check(own_use(p));	/* ERROR */
#endif
}
