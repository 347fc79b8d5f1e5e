// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: something is installed in one of two branches, and then once more
 * Rust: E0382
 * gcc: warning: own: 'place' is taken or dropped here, but on some path it was taken or dropped before
 * clang: warning: own: 'place' is taken or dropped here, but on some path it was taken or dropped before
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"
#include <own/table.h>

DEFINE_OWN_TABLE(handles, (box_handle, box_ref), (parcel_handle, parcel_own));

int keep(const struct handles *handles, struct parcel_own parcel, const struct box *box)
{
	own_auto(parcel_own, p, parcel);
	own_table_reserve(handles, place, handles);

	if (own_none(place))
		return own_err(place);
	if (own_use(p)->len)
		own_table_install(parcel_handle, place, own_take(p));
#ifdef MENDED
	else
#endif
		own_table_install(box_handle, place, box_ref_get(box));	/* ERROR */
	return 0;
}
