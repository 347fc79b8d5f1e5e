// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: something is installed in a place that was given up when its scope ended
 * Rust: E0425 (E0597 for a reference to it)
 * gcc: error: 'place' undeclared|'__own_place_place' undeclared
 * clang context-analysis: error: use of undeclared identifier '(__own_place_)?place'
 * coccinelle: silent: no rule looks for it
 * sparse: warning: undefined identifier '(__own_place_)?place'
 */
#include "../prelude.h"
#include <own/table.h>

DEFINE_OWN_TABLE(handles, (box_handle, box_ref), (parcel_handle, parcel_own));

int keep(const struct handles *handles, struct parcel_own parcel)
{
	own_auto(parcel_own, p, parcel);

	{
		own_table_reserve(handles, place, handles);

		if (own_none(place))
			return own_err(place);
#ifdef MENDED
		own_table_install(parcel_handle, place, own_take(p));
#endif
	}
#ifndef MENDED
	own_table_install(parcel_handle, place, own_take(p));	/* ERROR */
#endif
	return 0;
}
