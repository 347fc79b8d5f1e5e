// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: an object is changed while somebody reads it through a borrow
 * Rust: E0502
 * gcc clang: error: own: 'p' is changed here while it is borrowed
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
#ifdef MENDED
	own_mut(p)->len = 0;
#endif
	own_borrow(parcel, p);
#ifndef MENDED
	own_mut(p)->len = 0;	/* ERROR */
#endif
	return parcel_check(parcel);
}
