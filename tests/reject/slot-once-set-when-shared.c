// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a member that is set once is set when others see the object already
 * Rust: E0596
 * gcc: error: passing argument 1 of 'box_ref_set_once' discards 'const' qualifier
 * clang: error: passing .* to parameter of type .* discards qualifiers
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: this is a matter of types
 * sparse: warning: incorrect type in argument 1 \(different modifiers\)
 */
#include "../prelude.h"

struct order {
	struct kref refs;
	struct box_ref_once box;
};
DEFINE_OWN(order_own, struct order, OWN_KMALLOC, own_member(box_ref, box));
DEFINE_OWN_REF(order_ref, order_own, struct order, refs);

struct order_ref_result new_order(const struct box *box)
{
	own_auto(order_own, o, own_alloc(order_own, GFP_KERNEL));

	if (own_none(o))
		return own_fail(order_ref, own_err(o));
#ifdef MENDED
	box_ref_set_once(&own_mut(o)->box, box_ref_get(box));
#endif
	own_auto(order_ref, shared, order_ref_share(own_take(o)));
#ifndef MENDED
	box_ref_set_once(&own_use(shared)->box, box_ref_get(box));	/* ERROR */
#endif
	return own_ok(shared);
}
