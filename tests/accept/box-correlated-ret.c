// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: each step runs if the steps before it succeeded, by one variable
 */
#include "../prelude.h"

int send(size_t len)
{
	int ret = 0;

	own_auto(parcel_own, p, parcel_new(len));
	if (own_none(p))
		ret = -ENOMEM;
	if (!ret)
		ret = parcel_setup(own_mut(p));
	if (!ret)
		parcel_send(own_take(p));
	return ret;
}
