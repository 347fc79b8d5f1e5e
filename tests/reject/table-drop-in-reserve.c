// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: the owner of a table is handed on while a place in it is reserved
 * Rust: E0505
 * gcc clang: error: own: 's' is taken or dropped here while it is borrowed
 * context-analysis: silent: it follows pointers, not owners
 * own-check: warning: own: a pointer that was had from 's' is passed on after that ended
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

void session_publish(struct session_own session);

int give(struct session_own session, struct parcel_own parcel)
{
	own_auto(session_own, s, session);
	own_auto(parcel_own, p, parcel);

	{
		own_table_reserve(handles, place, &own_use(s)->handles);
		if (own_none(place))
			return own_err(place);
#ifndef MENDED
		session_publish(own_take(s));	/* ERROR: gcc clang */
#endif
		own_table_install(parcel_handle, place, own_take(p));	/* ERROR: own-check */
	}
#ifdef MENDED
	session_publish(own_take(s));
#endif
	return 0;
}
