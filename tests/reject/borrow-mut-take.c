// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: an object is handed on while a borrow may still change it
 * Rust: E0505
 * gcc clang: error: own: 'p' is taken or dropped here while it is borrowed
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

int send(struct box *box)
{
	own_auto(parcel_own, p, box_pop(box));

	if (own_none(p))
		return own_err(p);
#ifdef MENDED
	own_mut(p)->tag = 1;
#else
	own_borrow_mut(parcel, p);
	parcel->tag = 1;
#endif
	parcel_send(own_take(p));	/* ERROR */
	return 0;
}
