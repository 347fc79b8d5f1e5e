// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: two owners, of which one is handed on and the other dropped by scope
 */
#include "../prelude.h"

int send_one(size_t len)
{
	own_auto(parcel_own, small, parcel_new(len));
	own_auto(parcel_own, large, parcel_new(2 * len));

	if (own_none(small) || own_none(large))
		return -ENOMEM;
	if (ready(1))
		parcel_send(own_take(small));
	else
		parcel_send(own_take(large));
	return 0;
}
