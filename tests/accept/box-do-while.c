// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: a loop that tries until it succeeds or is told to stop
 */
#include "../prelude.h"

int send(struct box *box, size_t len)
{
	own_auto(parcel_own, p, parcel_new(len));
	int err;

	if (own_none(p))
		return own_err(p);
	do {
		if (own_none(p))
			return 0;
		err = own_rest(p, box_push(box, own_take(p)));
	} while (err == -EAGAIN && !ready(0));
	return err;
}
