// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: something is installed in a place that may not have been reserved
 * Rust: E0308 (a Result is not its value)
 * gcc clang: error: own: 'place' is taken here, but on some path it was taken or dropped before, or not tested
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

#include <own/table.h>

DEFINE_OWN_TABLE(handles, box_handle, parcel_handle);
DEFINE_TABLE_REF(handles, box_handle, box_ref, struct box, own_table_ignore, own_table_ignore);
DEFINE_TABLE_OWN(handles, parcel_handle, parcel_own, struct parcel);


int keep(struct handles *handles, struct parcel_own parcel)
{
	own_auto(parcel_own, p, parcel);
	own_auto(handles_reserved, place, handles_reserve(handles));

#ifdef MENDED
	if (own_none(place))
		return own_err(place);
#endif
	parcel_handle_install(own_take(place), own_take(p));	/* ERROR */
	return 0;
}
