// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: an object is borrowed mut for a block, then read, then handed on
 */
#include "../prelude.h"

int fill(struct box *box, const void __user *from)
{
	own_auto(parcel_own, p, box_pop(box));
	int err;

	if (own_none(p))
		return own_err(p);
	{
		own_borrow_mut(parcel, p);

		if (copy_from_user(parcel->data, from, parcel->len))
			return -EFAULT;
		for (size_t i = 0; i < parcel->len; i++)
			parcel->sum += parcel->data[i];
		err = parcel_setup(parcel);
		if (err)
			return err;
	}
	own_borrow(parcel, p);
	if (parcel_check(parcel))
		return -EBADMSG;
	return parcel->sum & 0xff;
}
