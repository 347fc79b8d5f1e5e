// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: both kinds are put in, and what there is no place for is handed back
 */
#include "../prelude.h"
#include <own/table.h>

DEFINE_OWN_TABLE(handles, (box_handle, box_ref), (parcel_handle, parcel_own));

int open_box(const struct handles *handles, const struct box *box)
{
	own_auto(box_ref, b, box_ref_get(box));
	own_table_reserve(handles, place, handles);

	if (own_none(place))
		return own_err(place);
	const u32 handle = own_table_index(place);

	own_table_install(box_handle, place, own_take(b));
	return handle;
}

struct parcel_own_rest keep(const struct handles *handles, struct parcel_own parcel, u32 *handle)
{
	own_linear(parcel_own, p, parcel);
	own_table_reserve(handles, place, handles);

	if (own_none(place))
		return own_reject(p, own_err(place));
	*handle = own_table_index(place);
	own_table_install(parcel_handle, place, own_take(p));
	return own_accepted(parcel_own);
}
