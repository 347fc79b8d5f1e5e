// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: an object is dropped while a slot in it is looked at
 * Rust: E0505
 * gcc clang: error: own: 'o' is taken or dropped here while it is borrowed
 * context-analysis: silent: it follows pointers, not owners
 * own-check: warning: own: a pointer that was had from 'o' is used after that ended
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

struct order {
	struct parcel_own_slot spare;
};
DEFINE_OWN(order_own, struct order, OWN_KMALLOC, own_member(parcel_own, spare));

u32 last_tag(struct order_own order)
{
	own_auto(order_own, o, order);

	own_peek(parcel_own, spare, &own_use(o)->spare);
	if (own_none(spare))
		return 0;
#ifndef MENDED
	own_drop(order_own, o);	/* ERROR: gcc clang */
#endif
	return own_use(spare)->tag;	/* ERROR: own-check */
}
