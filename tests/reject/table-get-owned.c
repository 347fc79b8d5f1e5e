// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a second owner of a parcel is asked for
 * Rust: none (there is no such method)
 * gcc: error: implicit declaration of function 'parcel_handle_get'|_Generic
 * clang context-analysis: error: call to undeclared function 'parcel_handle_get'|not compatible with any generic
 * coccinelle: silent: no rule looks for it
 * sparse: warning: undefined identifier 'parcel_handle_get'
 * sparse: warning: invalid initializer
 */
#include "../prelude.h"

#include <own/table.h>

DEFINE_OWN_TABLE(handles, box_handle, parcel_handle);
DEFINE_TABLE_REF(handles, box_handle, box_ref, struct box, own_table_ignore, own_table_ignore);
DEFINE_TABLE_OWN(handles, parcel_handle, parcel_own, struct parcel);


int tag_of(struct handles *handles, u32 handle)
{
#ifdef MENDED
	own_auto(parcel_own, p, parcel_handle_remove(handles, handle));
#else
	own_auto(parcel_own, p, parcel_handle_get(handles, handle));	/* ERROR */
#endif
	if (own_none(p))
		return own_err(p);
	return own_use(p)->tag;
}
