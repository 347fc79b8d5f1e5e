// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: if there is nothing in the first place, look in a second one
 */
#include "../prelude.h"

int take_one(struct box *box, struct box *fallback)
{
	own_auto(parcel_own, p, box_pop(box));

	if (own_none(p))
		own_refill(parcel_own, p, box_pop(fallback));
	if (own_none(p))
		return own_err(p);
	parcel_send(own_take(p));
	return 0;
}
