// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: an object that the table hands back is lost
 * Rust: unused_must_use
 * gcc: error: ignoring return value of type .struct parcel_own_rest., declared with attribute .nodiscard.
 * clang: error: ignoring return value of type 'parcel_own_rest' declared with 'nodiscard' attribute
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

#include <own/table.h>

DEFINE_OWN_TABLE(handles, box_handle, parcel_handle);
DEFINE_TABLE_REF(handles, box_handle, box_ref, struct box, own_table_ignore, own_table_ignore);
DEFINE_TABLE_OWN(handles, parcel_handle, parcel_own, struct parcel);


int keep(struct handles *handles, struct parcel_own parcel, u32 *handle)
{
	own_auto(parcel_own, p, parcel);

#ifdef MENDED
	return own_rest(p, parcel_handle_insert(handles, own_take(p), handle));
#else
	parcel_handle_insert(handles, own_take(p), handle);	/* ERROR */
	return 0;
#endif
}
