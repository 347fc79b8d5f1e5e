// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: a loop that hands an object on once asks whether it still has it
 */
#include "../prelude.h"

int send_when_ready(size_t len, int rounds)
{
	own_auto(parcel_own, p, parcel_new(len));

	if (own_none(p))
		return own_err(p);
	for (int i = 0; i < rounds; i++) {
		if (!own_none(p) && ready(i))
			parcel_send(own_take(p));
		msleep(1);
	}
	return own_none(p) ? 0 : -ETIMEDOUT;
}
