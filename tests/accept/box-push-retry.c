// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: a push that hands back is tried three times
 */
#include "../prelude.h"

int send(struct box *box, size_t len)
{
	own_linear(parcel_own, p, parcel_new(len));

	if (own_none(p))
		return own_err(p);
	for (int i = 0; i < 3; i++) {
		if (!own_rest(p, box_push(box, own_take(p))))
			return 0;
	}
	own_drop(parcel_own, p);
	return -EAGAIN;
}
