// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: the same with an owner that is dropped by scope
 */
#include "../prelude.h"

int receive(struct box *box)
{
	own_auto(parcel_own, p, box_pop(box));

	if (own_err(p) == -EAGAIN) {
		if (wait_event_interruptible(*own_shared(&box->readers),
					     (own_refill(parcel_own, p, box_pop(box)),
					      own_err(p) != -EAGAIN)))
			return -ERESTARTSYS;
	}
	if (own_none(p))
		return own_err(p);
	return own_use(p)->tag;
}
