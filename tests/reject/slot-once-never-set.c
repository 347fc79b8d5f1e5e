// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a member that is set once was never set, and is used
 * Rust: none (a member without a value cannot be written)
 * gcc clang context-analysis: silent: what another function has set is not known
 * coccinelle: silent: it looks for raw pointers
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

struct order {
	struct box_ref_once box;
};
DEFINE_OWN(order_own, struct order, OWN_KMALLOC, own_member(box_ref, box));

struct order_own_result order_new(struct box_ref box)
{
	own_auto(box_ref, b, box);
	own_auto(order_own, order, own_alloc(order_own, GFP_KERNEL));

	if (own_none(order))
		return own_pass(order);
#ifdef MENDED
	box_ref_set_once(&own_mut(order)->box, own_take(b));
#endif
	return own_ok(order);
}

unsigned int order_box(const struct order *order)
{
	return box_ref_of(&order->box)->id;
}
