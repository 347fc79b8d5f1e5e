// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: an allocation is tried a few times, until it succeeds
 */
#include "../prelude.h"

int send(size_t len)
{
	own_auto(parcel_own, p);

	for (int i = 0; i < 3 && own_none(p); i++) {
		if (i)
			msleep(i);
		own_refill(parcel_own, p, parcel_new(len));
	}
	if (own_none(p))
		return own_err(p);
	parcel_send(own_take(p));
	return 0;
}
