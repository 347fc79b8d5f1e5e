// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a second owner is made of what a handle lends
 * Rust: none (there is no such method)
 * gcc: error: '_Generic' selector
 * clang context-analysis: error: not compatible with any generic
 * coccinelle: silent: no rule looks for it
 * sparse: warning: no generic selection for 'struct <noident> lent'
 * sparse: warning: invalid initializer
 */
#include "../prelude.h"

#include <own/table.h>

DEFINE_OWN_TABLE(handles, (box_handle, box_ref), (parcel_handle, parcel_own));

int tag_of(struct handles *handles, u32 handle)
{
#ifdef MENDED
	own_auto(parcel_own, p, parcel_handle_remove(handles, handle));
#else
	own_table_peek(parcel_handle, lent, handles, handle);
	own_auto(parcel_own, p, lent);	/* ERROR */
#endif
	if (own_none(p))
		return own_err(p);
	return own_use(p)->tag;
}
