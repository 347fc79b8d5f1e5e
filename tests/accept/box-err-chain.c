// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: an errno is carried from step to step, and the object is used while it is 0
 */
#include "../prelude.h"

int send(struct box *box, size_t len)
{
	own_auto(parcel_own, p, parcel_new(len));
	int err = own_err(p);

	if (!err)
		err = parcel_setup(own_mut(p));
	if (!err)
		err = own_rest(p, box_push(box, own_take(p)));
	return err;
}
