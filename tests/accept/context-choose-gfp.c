// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: a macro that allocates as its scope allows
 */
#include "../prelude.h"

#define ALLOWED_GFP	(own_in_atomic_scope() ? GFP_ATOMIC : GFP_KERNEL)

int refill(struct box *box)
{
	own_auto(parcel_own, first, own_alloc_flex(parcel_own, data, 16, ALLOWED_GFP));

	if (own_none(first))
		return own_err(first);
	own_guard(spinlock, state, &box->state);
	own_auto(parcel_own, second, own_alloc_flex(parcel_own, data, 16, ALLOWED_GFP));
	if (own_none(second))
		return own_err(second);
	parcel_queue_push(&state->queue, own_take(first));
	parcel_queue_push(&state->queue, own_take(second));
	return 0;
}
