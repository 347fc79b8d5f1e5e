// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a box is put in as a parcel
 * Rust: E0308
 * gcc: error: incompatible type for argument 2 of 'parcel_handle_insert'
 * clang context-analysis: error: 'struct box_ref'\) to parameter of incompatible type 'struct parcel_own'
 * coccinelle: silent: no rule looks for it
 * sparse: warning: incorrect type in argument 2 \(invalid types\)
 * sparse: warning: missing braces around initializer
 * sparse: warning: incorrect type in initializer \(different base types\)
 */
#include "../prelude.h"

#include <own/table.h>

DEFINE_OWN_TABLE(handles, box_handle, parcel_handle);
DEFINE_TABLE_REF(handles, box_handle, box_ref, struct box, own_table_ignore, own_table_ignore);
DEFINE_TABLE_OWN(handles, parcel_handle, parcel_own, struct parcel);


int keep(struct handles *handles, struct box *box, u32 *handle)
{
	own_auto(box_ref, b, box_ref_get(box));

#ifdef MENDED
	return own_rest(b, box_handle_insert(handles, own_take(b), 0, handle));
#else
	return own_rest(b, parcel_handle_insert(handles, own_take(b), handle));	/* ERROR */
#endif
}
