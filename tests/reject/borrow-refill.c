// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: an owner gets a new object while the old one is borrowed
 * Rust: E0506
 * gcc clang: error: own: 'p' is refilled here, but on some path it still holds an object
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

int next(struct box *box)
{
	own_auto(parcel_own, p, box_pop(box));

	if (own_none(p))
		return own_err(p);
#ifdef MENDED
	own_drop(parcel_own, p);
	own_refill(parcel_own, p, box_pop(box));
	return own_err(p);
#else
	own_borrow(parcel, p);
	own_refill(parcel_own, p, box_pop(box));	/* ERROR */
	return parcel_check(parcel);
#endif
}
