// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: both branches hand the object on, to different places
 */
#include "../prelude.h"

int send(struct box *box, size_t len)
{
	own_linear(parcel_own, p, parcel_new(len));

	if (own_none(p))
		return own_err(p);
	if (ready(1)) {
		parcel_send(own_take(p));
	} else {
		own_guard(spinlock, state, &box->state);
		parcel_queue_push(&state->queue, own_take(p));
	}
	return 0;
}
