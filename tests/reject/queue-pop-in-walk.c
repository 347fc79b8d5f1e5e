// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a queue is popped while it is walked over
 * Rust: E0502
 * gcc clang context-analysis: error: own: what parcel_queue has is being looked at in this scope, and cannot be changed
 * gcc: error: '_Generic' selector of type 'void'
 * clang context-analysis: error: controlling expression type 'void'
 * coccinelle: silent: no rule looks for it
 * sparse: warning: no generic selection for 'void'
 * sparse: warning: invalid initializer
 */
#include "../prelude.h"

void drop_tag(const struct box *box, u32 tag)
{
	own_guard(spinlock, state, &box->state);
	own_queue_for_each(parcel_queue, each, &state->queue) {
		if (own_use(each)->tag == tag) {
#ifdef MENDED
			own_auto(parcel_own, gone, own_take_out(parcel_queue, each));
			return;
#else
			own_auto(parcel_own, gone, parcel_queue_pop(&state->queue));	/* ERROR */
#endif
		}
	}
}
