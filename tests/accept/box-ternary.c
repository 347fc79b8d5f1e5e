// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: an owner starts from one of two results
 */
#include "../prelude.h"

int take_one(struct box *box, size_t len, bool fresh)
{
	own_auto(parcel_own, p, fresh ? parcel_new(len) : box_pop(box));

	if (own_none(p))
		return own_err(p);
	parcel_send(own_take(p));
	return 0;
}
