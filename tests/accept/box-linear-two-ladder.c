// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: two linear owners and a ladder that unwinds in reverse order
 */
#include "../prelude.h"

int send_both(struct box *box, size_t len)
{
	int ret;

	own_linear(parcel_own, first, parcel_new(len));
	if (own_none(first))
		return own_err(first);
	own_linear(parcel_own, second, parcel_new(len));
	if (own_none(second)) {
		ret = own_err(second);
		goto err_first;
	}
	ret = parcel_setup(own_mut(first));
	if (ret)
		goto err_second;
	ret = parcel_setup(own_mut(second));
	if (ret)
		goto err_second;
	parcel_send(own_take(first));
	parcel_send(own_take(second));
	return 0;

err_second:
	own_drop(parcel_own, second);
err_first:
	own_drop(parcel_own, first);
	return ret;
}
