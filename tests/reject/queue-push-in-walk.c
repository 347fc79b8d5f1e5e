// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a queue is added to while it is walked over, which never ends
 * Rust: E0502
 * gcc clang context-analysis: error: own: what parcel_queue has is being looked at in this scope, and cannot be changed
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not know the attribute
 */
#include "../prelude.h"

int double_all(const struct box *box)
{
	u32 sum = 0;

	own_guard(spinlock, state, &box->state);
#ifdef MENDED
	own_queue_for_each(parcel_queue, each, &state->queue)
		sum += own_use(each)->sum;
	own_auto(parcel_own, copy, parcel_new(sum));
	if (own_none(copy))
		return own_err(copy);
	parcel_queue_push(&state->queue, own_take(copy));
#else
	own_queue_for_each(parcel_queue, each, &state->queue) {
		own_auto(parcel_own, copy, parcel_new(own_use(each)->len));

		if (own_none(copy))
			return own_err(copy);
		sum += own_use(each)->sum;
		parcel_queue_push(&state->queue, own_take(copy));	/* ERROR */
	}
#endif
	return sum;
}
