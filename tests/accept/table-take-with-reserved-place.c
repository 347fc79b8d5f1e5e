// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: a handle is told to user space before anything can no longer be undone
 */
#include "../prelude.h"
#include <own/table.h>

DEFINE_OWN_TABLE(handles, (box_handle, box_ref), (parcel_handle, parcel_own));

struct box_ref_result find(const struct handles *handles, u32 handle);

int take(const struct handles *handles, u32 from, u32 __user *to)
{
	own_auto(box_ref, box, find(handles, from));
	if (own_none(box))
		return own_err(box);
	own_table_reserve(handles, place, handles);
	if (own_none(place))
		return own_err(place);
	if (put_user(own_table_index(place), to))
		return -EFAULT;

	own_linear(parcel_own, p, box_pop(own_use(box)));
	if (own_none(p))
		return own_err(p);
	own_table_install(parcel_handle, place, own_take(p));
	return 0;
}
