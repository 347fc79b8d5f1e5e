// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: pop one, unlock, deal with it, lock again
 */
#include "../prelude.h"

int drain(struct box *box)
{
	int n = 0;

	for (;;) {
		own_auto(parcel_own, p);

		own_scoped_guard(spinlock, state, &box->state)
			own_refill(parcel_own, p, parcel_queue_pop(&state->queue));
		if (own_none(p))
			return n;
		if (parcel_setup(own_mut(p)))
			msleep(1);
		parcel_send(own_take(p));
		n++;
	}
}
