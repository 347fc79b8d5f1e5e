// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a box is installed as a parcel
 * Rust: E0308
 * gcc: error: incompatible type for argument 2 of '__parcel_handle_install'
 * clang context-analysis: error: passing 'struct box_ref' to parameter of incompatible type 'struct parcel_own'
 * coccinelle: silent: no rule looks for it
 * sparse: warning: incorrect type in argument 2 \(invalid types\)
 */
#include "../prelude.h"

#include <own/table.h>

DEFINE_OWN_TABLE(handles, (box_handle, box_ref), (parcel_handle, parcel_own));

int keep(struct handles *handles, const struct box *box)
{
	own_auto(box_ref, b, box_ref_get(box));
	own_table_reserve(handles, place, handles);

	if (own_none(place))
		return own_err(place);

#ifdef MENDED
	own_table_install(box_handle, place, own_take(b));
#else
	own_table_install(parcel_handle, place, own_take(b));	/* ERROR */
#endif
	return 0;
}
