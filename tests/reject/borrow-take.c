// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: an object is handed on while something still borrows it
 * Rust: E0505
 * gcc clang: error: own: 'p' is taken or dropped here while it is borrowed; end the borrow's scope first
 * context-analysis: silent: it follows pointers, not owners
 * own-check: warning: own: a pointer that was had from 'p' is passed on after that ended
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

int send(size_t len)
{
	own_auto(parcel_own, p, parcel_new(len));
	int err;

	if (own_none(p))
		return own_err(p);
#ifdef MENDED
	{
		own_borrow(parcel, p);
		err = parcel_check(parcel);
	}
	parcel_send(own_take(p));
#else
	own_borrow(parcel, p);
	parcel_send(own_take(p));	/* ERROR: gcc clang */
	err = parcel_check(parcel);	/* ERROR: own-check */
#endif
	return err;
}
