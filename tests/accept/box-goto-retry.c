// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: a label to which a failed attempt goes back
 */
#include "../prelude.h"

int send(struct box *box, size_t len)
{
	int left = 3;

	own_auto(parcel_own, p);
again:
	if (own_none(p))
		own_refill(parcel_own, p, parcel_new(len));
	if (own_none(p)) {
		if (left--)
			goto again;
		return own_err(p);
	}
	if (parcel_check(own_use(p)) && left--) {
		own_drop(parcel_own, p);
		goto again;
	}
	return own_rest(p, box_push(box, own_take(p)));
}
