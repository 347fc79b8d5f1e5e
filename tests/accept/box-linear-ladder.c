// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: a linear owner is handed on at the end or dropped at the label
 */
#include "../prelude.h"

int send(struct box *box, size_t len)
{
	int ret;

	own_linear(parcel_own, p, parcel_new(len));
	if (own_none(p))
		return own_err(p);
	ret = parcel_setup(own_mut(p));
	if (ret)
		goto err_drop;
	ret = parcel_check(own_use(p));
	if (ret)
		goto err_drop;
	parcel_send(own_take(p));
	wake_up(own_shared(&box->readers));
	return 0;

err_drop:
	own_drop(parcel_own, p);
	return ret;
}
