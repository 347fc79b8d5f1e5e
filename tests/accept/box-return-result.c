// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: a constructor in steps, each of which can fail
 */
#include "../prelude.h"

struct parcel_own_result parcel_from_user(const void __user *from, size_t len)
{
	int err;

	if (!len || len > PAGE_SIZE)
		return own_fail(parcel_own, -EMSGSIZE);
	own_auto(parcel_own, p, own_alloc_flex(parcel_own, data, len, GFP_KERNEL_ACCOUNT));
	if (own_none(p))
		return own_pass(p);
	own_mut(p)->len = len;
	if (copy_from_user(own_mut(p)->data, from, len))
		return own_fail(parcel_own, -EFAULT);
	err = parcel_check(own_use(p));
	if (err < 0)
		return own_fail(parcel_own, err);
	return own_ok(p);
}
