// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: a retry loop is left by its errno, which says who has the object
 */
#include "../prelude.h"

int send(struct box *box, size_t len)
{
	int err;

	own_linear(parcel_own, p, parcel_new(len));
	if (own_none(p))
		return own_err(p);
	do {
		err = own_rest(p, box_push(box, own_take(p)));
	} while (err == -EAGAIN && !ready(0));
	if (err)
		own_drop(parcel_own, p);
	return err;
}
