// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: a wait_event() whose condition pops, so that nothing wakes up for nothing
 */
#include "../prelude.h"

int receive(struct box *box, bool nonblock)
{
	own_linear(parcel_own, p, box_pop(box));
	u32 tag;

	if (own_err(p) == -EAGAIN) {
		if (nonblock)
			return -EAGAIN;
		if (wait_event_interruptible(*own_shared(&box->readers),
					     (own_refill(parcel_own, p, box_pop(box)),
					      own_err(p) != -EAGAIN)))
			return -ERESTARTSYS;
	}
	if (own_none(p))
		return own_err(p);
	tag = own_use(p)->tag;
	parcel_send(own_take(p));
	return tag;
}
