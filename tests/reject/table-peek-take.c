// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a parcel is taken out of a table by who only looks at it
 * Rust: E0507
 * gcc: error: own: this is lent to you and not yours to take|incompatible type for argument 1 of 'parcel_send'
 * gcc: error: invalid use of void expression
 * clang context-analysis: error: own: this is lent to you and not yours to take|to parameter of incompatible type 'struct parcel_own'
 * coccinelle: silent: no rule looks for it
 * sparse: warning: incorrect type in argument 1 \(invalid types\)
 */
#include "../prelude.h"

#include <own/table.h>

DEFINE_OWN_TABLE(handles, (box_handle, box_ref), (parcel_handle, parcel_own));

int forward(struct handles *handles, u32 handle)
{
#ifdef MENDED
	own_table_borrow_mut(parcel_handle, p, handles, handle);
#else
	own_table_peek(parcel_handle, p, handles, handle);
#endif
	if (own_none(p))
		return own_err(p);
	parcel_send(own_take(p));	/* ERROR */
	return 0;
}
