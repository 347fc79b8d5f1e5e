// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: an object is taken out of its owner and thrown away
 * Rust: none (it is dropped on the spot)
 * gcc: error: ignoring return value of type .struct parcel_own., declared with attribute .nodiscard.
 * clang: error: ignoring return value of type 'parcel_own' declared with 'nodiscard' attribute
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: warning: own: what own_take\(p\) returns is thrown away, and the object with it; hand it on, or own_drop\(\) it
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

int discard(struct box *box)
{
	own_auto(parcel_own, p, box_pop(box));

	if (own_none(p))
		return own_err(p);
#ifdef MENDED
	own_drop(parcel_own, p);
#else
	own_take(p);	/* ERROR */
#endif
	return 0;
}
