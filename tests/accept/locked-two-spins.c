// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: two spinlocks in one scope, one after the other
 */
#include "../prelude.h"

static OWN_LOCKED(spinlock_t, struct box_settings) limits =
	OWN_LOCKED_INIT(__SPIN_LOCK_UNLOCKED, limits, { .capacity = 16 });

int within_limits(struct box *box)
{
	own_guard(spinlock, limit, &limits);
	own_guard(spinlock, state, &box->state);

	return parcel_queue_len(&state->queue) < limit->capacity ? 0 : -EAGAIN;
}
