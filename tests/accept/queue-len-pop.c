// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: the length says when to stop, the result says whether there was one
 */
#include "../prelude.h"

int drain(struct box *box)
{
	int n = 0;

	own_guard(spinlock, state, &box->state);
	while (parcel_queue_len(&state->queue) > 4) {
		own_linear(parcel_own, p, parcel_queue_pop(&state->queue));

		if (own_none(p))
			break;
		parcel_send(own_take(p));
		n++;
	}
	return n;
}
