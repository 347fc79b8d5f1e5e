// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: a parcel is read by many under its handle, and forwarded by one
 */
#include "../prelude.h"

#include <own/table.h>

DEFINE_OWN_TABLE(handles, box_handle, parcel_handle);
DEFINE_TABLE_REF(handles, box_handle, box_ref, struct box, own_table_ignore, own_table_ignore);
DEFINE_TABLE_OWN(handles, parcel_handle, parcel_own, struct parcel);


int read_parcel(struct handles *handles, u32 handle, void __user *to, size_t len)
{
	own_table_borrow(parcel_handle, p, handles, handle);
	if (own_none(p))
		return own_err(p);
	if (len > own_use(p)->len)
		return -EINVAL;
	return copy_to_user(to, own_use(p)->data, len) ? -EFAULT : 0;
}

int forward(struct handles *handles, u32 handle, u32 to)
{
	int err;

	own_auto(box_ref, box, box_handle_get(handles, to, 1));
	if (own_none(box))
		return own_err(box);
	own_table_borrow_mut(parcel_handle, p, handles, handle);
	if (own_none(p))
		return own_err(p);
	for (;;) {
		err = own_rest(p, box_push(own_use(box), own_take(p)));
		if (err != -EAGAIN)
			break;
		err = wait_event_interruptible(own_use(box)->writers, ready(1));
		if (err)
			break;
		if (own_none(p))
			break;
	}
	return err;
}

int close_or_stat(struct handles *handles, u32 handle, unsigned int *rights)
{
	switch (handles_kind(handles, handle)) {
	case box_handle: {
		own_auto(box_ref, box, box_handle_get_with_rights(handles, handle, rights));

		return own_err(box);
	}
	case parcel_handle:
		return handles_close(handles, handle);
	default:
		return -EBADF;
	}
}
