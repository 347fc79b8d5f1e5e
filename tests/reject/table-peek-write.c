// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a parcel is changed by who only looks at it
 * Rust: E0594
 * gcc: error: assignment of member 'sum' in read-only object
 * clang context-analysis: error: read-only variable is not assignable
 * coccinelle: silent: no rule looks for it
 * sparse: warning: assignment to const expression
 */
#include "../prelude.h"

#include <own/table.h>

DEFINE_OWN_TABLE(handles, (box_handle, box_ref), (parcel_handle, parcel_own));

int stamp(struct handles *handles, u32 handle, u32 sum)
{
#ifdef MENDED
	own_table_borrow_mut(parcel_handle, p, handles, handle);
	if (own_none(p))
		return own_err(p);
	own_mut(p)->sum = sum;
#else
	own_table_peek(parcel_handle, p, handles, handle);
	if (own_none(p))
		return own_err(p);
	own_use(p)->sum = sum;	/* ERROR */
#endif
	return 0;
}
