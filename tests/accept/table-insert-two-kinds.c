// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: both kinds are put in, and what is handed back is kept
 */
#include "../prelude.h"

#include <own/table.h>

DEFINE_OWN_TABLE(handles, box_handle, parcel_handle);
DEFINE_TABLE_REF(handles, box_handle, box_ref, struct box, own_table_ignore, own_table_ignore);
DEFINE_TABLE_OWN(handles, parcel_handle, parcel_own, struct parcel);


int open_box(struct handles *handles, struct box *box, unsigned int rights, u32 *handle)
{
	own_auto(box_ref, b, box_ref_get(box));

	return own_rest(b, box_handle_insert(handles, own_take(b), rights, handle));
}

struct parcel_own_rest keep(struct handles *handles, struct parcel_own parcel, u32 *handle)
{
	own_linear(parcel_own, p, parcel);
	int err = own_rest(p, parcel_handle_insert(handles, own_take(p), handle));

	if (own_none(p))
		return own_accepted(parcel_own);
	if (err < 0)
		return own_reject(p, err);
	return own_reject(p, -EINVAL);
}
