// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: a wait with a timeout that may end with an object or without
 */
#include "../prelude.h"

long receive(struct box *box)
{
	own_linear(parcel_own, p);
	long left = wait_event_interruptible_timeout(*own_shared(&box->readers),
						     (own_refill(parcel_own, p, box_pop(box)),
						      !own_none(p)), HZ);

	if (own_none(p))
		return left ?: -ETIMEDOUT;
	parcel_send(own_take(p));
	return left;
}
