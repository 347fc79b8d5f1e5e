// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: something is installed in a place that may not have been reserved
 * Rust: E0308 (a Result is not its value)
 * gcc: error: own: 'place' is taken or dropped here, but on some path own_none\(\) was not asked whether it holds anything
 * gcc: error: own: 'place' is used here, but on some path own_none\(\) was not asked whether it holds anything
 * clang: error: own: 'place' is taken or dropped here, but on some path own_none\(\) was not asked whether it holds anything
 * clang: error: own: 'place' is used here, but on some path own_none\(\) was not asked whether it holds anything
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

#include <own/table.h>

DEFINE_OWN_TABLE(handles, (box_handle, box_ref), (parcel_handle, parcel_own));

int keep(struct handles *handles, struct parcel_own parcel)
{
	own_auto(parcel_own, p, parcel);
	own_table_reserve(handles, place, handles);

#ifdef MENDED
	if (own_none(place))
		return own_err(place);
#endif
	own_table_install(parcel_handle, place, own_take(p));	/* ERROR */
	return 0;
}

int number_of(struct handles *handles)
{
	own_table_reserve(handles, place, handles);

#ifdef MENDED
	if (own_none(place))
		return own_err(place);
#endif
	return own_table_index(place);				/* ERROR */
}
