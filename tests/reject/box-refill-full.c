// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a retry loop overwrites an object that it still has
 * Rust: none (the old value is dropped in Rust; here it would be lost)
 * gcc: warning: own: 'p' is refilled here, but on some path it still holds an object, which would be lost
 * gcc@tell.h: warning: own: 'p' is refilled here, but on some path it still holds an object, which would be lost
 * clang: warning: own: 'p' is refilled here, but on some path it still holds an object, which would be lost
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

int next(struct box *box)
{
	own_auto(parcel_own, p, box_pop(box));

#ifdef MENDED
	if (own_none(p))
		own_refill(parcel_own, p, box_pop(box));
#else
	own_refill(parcel_own, p, box_pop(box));	/* ERROR */
#endif
	if (own_none(p))
		return own_err(p);
	return parcel_check(own_use(p));
}
