// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a queue is added to while its head is looked at
 * Rust: E0502
 * gcc clang context-analysis: error: own: what parcel_queue has is being looked at in this scope, and cannot be changed
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not know the attribute
 */
#include "../prelude.h"

int push_after(const struct box *box, struct parcel_own parcel)
{
	own_auto(parcel_own, p, parcel);

	own_guard(spinlock, state, &box->state);
	{
		own_peek(parcel_queue, head, &state->queue);
		if (own_none(head))
			return own_err(head);
		own_mut(p)->tag = own_use(head)->tag + 1;
#ifndef MENDED
		parcel_queue_push_front(&state->queue, own_take(p));	/* ERROR */
#endif
	}
#ifdef MENDED
	parcel_queue_push_front(&state->queue, own_take(p));
#endif
	return 0;
}
