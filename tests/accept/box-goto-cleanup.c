// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: an error ladder with one label, and an owner that is dropped by scope
 */
#include "../prelude.h"

int send(size_t len)
{
	int ret = -EINVAL;

	own_auto(parcel_own, p, parcel_new(len));
	if (own_none(p)) {
		ret = own_err(p);
		goto out;
	}
	ret = parcel_setup(own_mut(p));
	if (ret)
		goto out;
	ret = parcel_check(own_use(p));
	if (ret)
		goto out;
	parcel_send(own_take(p));
	ret = 0;
out:
	pr_debug("send: %d\n", ret);
	return ret;
}
