// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a parcel is used after it was taken from its handle
 * Rust: E0382
 * gcc clang: error: own: 'p' is used here, but on some path it was taken or dropped, or not tested
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

#include <own/table.h>

DEFINE_OWN_TABLE(handles, box_handle, parcel_handle);
DEFINE_TABLE_REF(handles, box_handle, box_ref, struct box, own_table_ignore, own_table_ignore);
DEFINE_TABLE_OWN(handles, parcel_handle, parcel_own, struct parcel);


int forward(struct handles *handles, u32 handle)
{
	u32 tag;

	own_table_borrow_mut(parcel_handle, p, handles, handle);
	if (own_none(p))
		return own_err(p);
#ifdef MENDED
	tag = own_use(p)->tag;
	parcel_send(own_take(p));
#else
	parcel_send(own_take(p));
	tag = own_use(p)->tag;	/* ERROR */
#endif
	return tag;
}
