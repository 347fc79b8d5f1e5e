// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: the outcome of a test is kept in a bool and used after other calls
 */
#include "../prelude.h"

int send(struct box *box, size_t len)
{
	own_auto(parcel_own, p, parcel_new(len));
	bool none = own_none(p);

	wake_up(own_shared(&box->readers));
	if (none)
		return -ENOMEM;
	parcel_send(own_take(p));
	return 0;
}
