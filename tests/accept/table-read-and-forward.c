// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: a handle's box is looked up and taken along, its parcel read by one and forwarded
 */
#include "../prelude.h"
#include <own/table.h>

DEFINE_OWN_TABLE(handles, (box_handle, box_ref), (parcel_handle, parcel_own));

static struct box_ref_result find(const struct handles *handles, u32 handle)
{
	own_table_peek(box_handle, b, handles, handle);
	if (own_none(b))
		return own_fail(box_ref, own_err(b));
	own_auto(box_ref, box, box_ref_get(own_use(b)));
	return own_ok(box);
}

int read_parcel(const struct handles *handles, u32 handle, void __user *to, size_t len)
{
	own_table_borrow_mut(parcel_handle, p, handles, handle);
	if (own_none(p))
		return own_err(p);
	if (len > own_use(p)->len)
		return -EINVAL;
	return copy_to_user(to, own_use(p)->data, len) ? -EFAULT : 0;
}

int forward(const struct handles *handles, u32 handle, u32 to)
{
	int err;

	own_auto(box_ref, box, find(handles, to));
	if (own_none(box))
		return own_err(box);
	own_table_borrow_mut(parcel_handle, p, handles, handle);
	if (own_none(p))
		return own_err(p);
	for (;;) {
		err = own_rest(p, box_push(own_use(box), own_take(p)));
		if (err != -EAGAIN)
			break;
		err = wait_event_interruptible(*own_shared(&own_use(box)->writers), ready(1));
		if (err)
			break;
		if (own_none(p))
			break;
	}
	return err;
}

int tag_or_id(const struct handles *handles, u32 handle, u32 *what)
{
	{
		own_table_peek(parcel_handle, p, handles, handle);
		if (!own_none(p)) {
			*what = own_use(p)->tag;
			return 0;
		}
	}
	own_table_peek(box_handle, b, handles, handle);
	if (own_none(b))
		return own_err(b);
	*what = own_use(b)->id;
	return 0;
}
