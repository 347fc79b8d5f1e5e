// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: a block under a lock that is left by return, by break and at its end
 */
#include "../prelude.h"

int kill(unsigned int id)
{
	own_auto(box_ref, b, box_find(id));

	if (own_none(b))
		return own_err(b);
	own_borrow(box, b);
	own_scoped_guard(spinlock, state, &box->state) {
		if (state->dead)
			return -EPIPE;
		if (!parcel_queue_len(&state->queue))
			continue;
		state->dead = true;
	}
	wake_up_all(own_shared(&box->readers));
	return box->id;
}
