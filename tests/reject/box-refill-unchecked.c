// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: after a second attempt the result is not tested again
 * Rust: Result unchecked
 * gcc: warning: own: 'p' is used here, but on some path own_none\(\) was not asked whether it holds anything
 * clang: warning: own: 'p' is used here, but on some path own_none\(\) was not asked whether it holds anything
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

int next(struct box *box)
{
	own_auto(parcel_own, p, box_pop(box));

	if (own_none(p))
		own_refill(parcel_own, p, box_pop(box));
#ifdef MENDED
	if (own_none(p))
		return own_err(p);
#endif
	return parcel_check(own_use(p));	/* ERROR */
}
