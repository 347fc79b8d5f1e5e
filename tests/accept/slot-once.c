// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: a member is set once, before others see the object, and is there from then on
 */
#include "../prelude.h"

struct order {
	struct kref refs;
	struct box_ref_once box;
	struct parcel_own_once receipt;
};
DEFINE_OWN(order_own, struct order, OWN_KMALLOC,
	   own_member(parcel_own, receipt), own_member(box_ref, box));
DEFINE_OWN_REF(order_ref, order_own, struct order, refs);

struct order_ref_result order_new(const struct box *box, size_t len)
{
	own_auto(order_own, o, own_alloc(order_own, GFP_KERNEL));
	if (own_none(o))
		return own_fail(order_ref, own_err(o));
	own_auto(parcel_own, p, parcel_new(len));
	if (own_none(p))
		return own_fail(order_ref, own_err(p));
	box_ref_set_once(&own_mut(o)->box, box_ref_get(box));
	parcel_own_set_once(&own_mut(o)->receipt, own_take(p));
	own_auto(order_ref, shared, order_ref_share(own_take(o)));
	return own_ok(shared);
}

u32 order_done(const struct order *order)
{
	const struct box *box = box_ref_of(&order->box);

	wake_up(own_shared(&box->readers));
	return parcel_own_of(&order->receipt)->tag;
}
