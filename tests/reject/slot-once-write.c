// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: what a member that is set once refers to is changed through it
 * Rust: E0594
 * gcc: error: assignment of member 'id' in read-only object
 * clang context-analysis: error: cannot assign to return value because function 'box_ref_of' returns a const value
 * coccinelle: silent: this is a matter of types
 * sparse: warning: assignment to const expression
 */
#include "../prelude.h"

struct order {
	struct kref refs;
	struct box_ref_once box;
};
DEFINE_OWN(order_own, struct order, OWN_KMALLOC, own_member(box_ref, box));
DEFINE_OWN_REF(order_ref, order_own, struct order, refs);

void renumber(const struct order *order, unsigned int id)
{
#ifdef MENDED
	own_guard(mutex, settings, &box_ref_of(&order->box)->settings);
	settings->capacity = id;
#else
	box_ref_of(&order->box)->id = id;	/* ERROR */
#endif
}
