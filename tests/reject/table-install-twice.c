// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: two objects are installed in one reserved place
 * Rust: E0382
 * gcc: error: own: 'place' is taken or dropped here, but on some path it was taken or dropped before
 * clang: error: own: 'place' is taken or dropped here, but on some path it was taken or dropped before
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

#include <own/table.h>

DEFINE_OWN_TABLE(handles, (box_handle, box_ref), (parcel_handle, parcel_own));

int keep_two(struct handles *handles, struct parcel_own first, struct parcel_own second)
{
	own_auto(parcel_own, a, first);
	own_auto(parcel_own, b, second);
	own_table_reserve(handles, place, handles);
	own_table_reserve(handles, other, handles);

	if (own_none(place))
		return own_err(place);
	if (own_none(other))
		return own_err(other);
	own_table_install(parcel_handle, place, own_take(a));
#ifdef MENDED
	own_table_install(parcel_handle, other, own_take(b));
#else
	own_table_install(parcel_handle, place, own_take(b));	/* ERROR */
#endif
	return 0;
}
