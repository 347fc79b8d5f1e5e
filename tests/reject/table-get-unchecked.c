// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: what a handle names is used without asking whether it names anything
 * Rust: E0308 (an Option is not its value)
 * gcc clang: error: own: 'box' is used here, but on some path it was taken or dropped, or not tested
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

#include <own/table.h>

DEFINE_OWN_TABLE(handles, box_handle, parcel_handle);
DEFINE_TABLE_REF(handles, box_handle, box_ref, struct box, own_table_ignore, own_table_ignore);
DEFINE_TABLE_OWN(handles, parcel_handle, parcel_own, struct parcel);


unsigned int id_of(struct handles *handles, u32 handle)
{
	own_auto(box_ref, box, box_handle_get(handles, handle, 0));

#ifdef MENDED
	if (own_none(box))
		return 0;
#endif
	return own_use(box)->id;	/* ERROR */
}
