// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: what a handle names is borrowed mut and used, and the handle may name nothing
 * Rust: E0308 (an Option is not its value)
 * gcc gcc@tell.h: warning: own: 'p' is used here, but on some path own_none\(\) was not asked whether it holds anything
 * clang: error: own: 'p' is used here, but on some path own_none\(\) was not asked whether it holds anything
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

#include <own/table.h>

DEFINE_OWN_TABLE(handles, (box_handle, box_ref), (parcel_handle, parcel_own));

int seal(struct handles *handles, u32 handle)
{
	own_table_borrow_mut(parcel_handle, p, handles, handle);

#ifdef MENDED
	if (own_none(p))
		return own_err(p);
#endif
	return parcel_setup(own_mut(p));	/* ERROR */
}
