// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: the head is popped and dropped while it is looked at
 * Rust: E0502
 * gcc clang context-analysis: error: own: what parcel_queue has is being looked at in this scope
 * gcc: error: '_Generic' selector of type 'void'
 * clang context-analysis: error: controlling expression type 'void'
 * coccinelle: silent: no rule looks for it
 * sparse: warning: no generic selection for 'void'
 * sparse: warning: invalid initializer
 */
#include "../prelude.h"

u32 drop_head(const struct box *box)
{
	own_guard(spinlock, state, &box->state);
	own_peek(parcel_queue, head, &state->queue);
	if (own_none(head))
		return 0;
#ifdef MENDED
	own_auto(parcel_own, gone, own_take_out(parcel_queue, head));
	return own_use(gone)->tag;
#else
	{
		own_auto(parcel_own, gone, parcel_queue_pop(&state->queue));	/* ERROR */
	}
	return own_use(head)->tag;
#endif
}
