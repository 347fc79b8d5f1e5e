// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: an object is dropped early, before a long wait
 */
#include "../prelude.h"

int consume(struct box *box)
{
	own_auto(parcel_own, p, box_pop(box));
	u32 tag;

	if (own_none(p))
		return own_err(p);
	tag = own_use(p)->tag;
	own_drop(parcel_own, p);
	own_empty(p);
	if (wait_event_interruptible(*own_shared(&box->writers), ready(tag)))
		return -ERESTARTSYS;
	return tag;
}
