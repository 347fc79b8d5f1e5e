// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: a wait_event() whose condition is the result of own_refill()
 */
#include "../prelude.h"

int receive(struct box *box)
{
	own_linear(parcel_own, p);
	int err = wait_event_interruptible(*own_shared(&box->readers),
					   own_refill(parcel_own, p, box_pop(box)) != -EAGAIN);

	if (own_none(p))
		return err ?: own_err(p);
	parcel_send(own_take(p));
	return err;
}
