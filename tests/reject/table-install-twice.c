// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: two objects are installed in one reserved place
 * Rust: E0382
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


int keep_two(struct handles *handles, struct parcel_own first, struct parcel_own second)
{
	own_auto(parcel_own, a, first);
	own_auto(parcel_own, b, second);
	own_auto(handles_reserved, place, handles_reserve(handles));
	own_auto(handles_reserved, other, handles_reserve(handles));

	if (own_none(place))
		return own_err(place);
	if (own_none(other))
		return own_err(other);
	parcel_handle_install(own_take(place), own_take(a));
#ifdef MENDED
	parcel_handle_install(own_take(other), own_take(b));
#else
	parcel_handle_install(own_take(place), own_take(b));	/* ERROR */
#endif
	return 0;
}
