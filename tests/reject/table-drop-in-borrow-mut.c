// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: the owner of a table is dropped while something in it is borrowed
 * Rust: E0505
 * gcc clang: error: own: 's' is taken or dropped here while it is borrowed
 * context-analysis: silent: it follows pointers, not owners
 * own-check: warning: own: the object of 's' goes away here while a guard holds a lock that is in it; end the guard's scope first
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"
#include <own/table.h>

DEFINE_OWN_TABLE(handles, (box_handle, box_ref), (parcel_handle, parcel_own));

struct session {
	struct handles handles;
};
DEFINE_OWN(session_own, struct session, OWN_KMALLOC, own_member(handles, handles));

int seal(struct session_own session, u32 handle)
{
	own_auto(session_own, s, session);

	own_table_borrow_mut(parcel_handle, p, &own_use(s)->handles, handle);
	if (own_none(p))
		return own_err(p);
#ifndef MENDED
	own_drop(session_own, s);	/* ERROR */
#endif
	return parcel_setup(own_mut(p));
}
