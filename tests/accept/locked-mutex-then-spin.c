// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: a spinlock inside a mutex, and an object that moves between their data
 */
#include "../prelude.h"

int stash(struct box *box)
{
	own_guard(mutex, settings, &box->settings);

	if (!settings->capacity)
		return -ENOENT;
	own_auto(parcel_own, old);
	own_scoped_guard(spinlock, state, &box->state) {
		own_auto(parcel_own, p, parcel_queue_pop(&state->queue));

		if (own_none(p))
			return 0;
		state->bytes -= own_use(p)->len;
		own_refill(parcel_own, old, parcel_own_swap(&settings->spare, own_take(p)));
	}
	return own_none(old) ? 0 : 1;
}
