// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: a handle is told to user space before anything can no longer be undone
 */
#include "../prelude.h"

#include <own/table.h>

DEFINE_OWN_TABLE(handles, box_handle, parcel_handle);
DEFINE_TABLE_REF(handles, box_handle, box_ref, struct box, own_table_ignore, own_table_ignore);
DEFINE_TABLE_OWN(handles, parcel_handle, parcel_own, struct parcel);


int take(struct handles *handles, u32 from, u32 __user *to)
{
	own_auto(box_ref, box, box_handle_get(handles, from, 1));
	if (own_none(box))
		return own_err(box);
	own_auto(handles_reserved, place, handles_reserve(handles));
	if (own_none(place))
		return own_err(place);
	if (put_user(handles_reserved_index(own_use(place)), to))
		return -EFAULT;

	own_linear(parcel_own, p, box_pop(own_use(box)));
	if (own_none(p))
		return own_err(p);
	parcel_handle_install(own_take(place), own_take(p));
	return 0;
}
