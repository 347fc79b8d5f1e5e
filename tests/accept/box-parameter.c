// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: a function takes an object, and looks, changes and hands it on
 */
#include "../prelude.h"

int forward(struct box *box, struct parcel_own parcel)
{
	own_auto(parcel_own, p, parcel);
	int err = parcel_check(own_use(p));

	if (err)
		return err;
	own_mut(p)->sum = own_use(p)->tag ^ own_use(p)->len;
	return own_rest(p, box_push(box, own_take(p)));
}
