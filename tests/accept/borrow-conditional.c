// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: a borrow under a condition, and the object is handed on in the other branch
 */
#include "../prelude.h"

int check_or_send(struct box *box)
{
	own_auto(parcel_own, p, box_pop(box));

	if (own_none(p))
		return own_err(p);
	if (own_use(p)->tag) {
		own_borrow(parcel, p);

		return parcel_check(parcel);
	}
	parcel_send(own_take(p));
	return 0;
}
