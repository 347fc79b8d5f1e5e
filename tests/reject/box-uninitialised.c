// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: an owner that begins empty is used before it was given anything
 * Rust: E0381
 * gcc: error: own: 'p' is used here, but on some path own_none\(\) was not asked whether it holds anything
 * gcc: error: own: 'p' is taken or dropped here, but on some path own_none\(\) was not asked whether it holds anything
 * clang: warning: own: 'p' is used here, but on some path own_none\(\) was not asked whether it holds anything
 * clang: warning: own: 'p' is taken or dropped here, but on some path own_none\(\) was not asked whether it holds anything
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

void send_one(struct box *box)
{
	own_auto(parcel_own, p);

#ifdef MENDED
	if (own_refill(parcel_own, p, box_pop(box)))
		return;
#endif
	own_mut(p)->tag = 1;		/* ERROR */
	parcel_send(own_take(p));	/* ERROR */
}
