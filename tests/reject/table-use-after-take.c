// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a parcel is used after it was taken from its handle
 * Rust: E0382
 * gcc: error: own: 'p' is used here, but on some path it was taken or dropped before
 * clang: error: own: 'p' is used here, but on some path it was taken or dropped before
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

#include <own/table.h>

DEFINE_OWN_TABLE(handles, (box_handle, box_ref), (parcel_handle, parcel_own));

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
