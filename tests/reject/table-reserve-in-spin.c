// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a handle is reserved, which allocates, while a spinlock is held
 * Rust: none in the language (klint reports it)
 * gcc clang context-analysis: error: own: this may sleep, but a spinlock is held in this scope
 * coccinelle: silent: no rule looks for it
 * sparse: warning: static assertion failed: "own: this may sleep, but a spinlock is held in this scope
 */
#include "../prelude.h"
#include <own/table.h>

DEFINE_OWN_TABLE(handles, (box_handle, box_ref), (parcel_handle, parcel_own));

int keep_first(const struct handles *handles, const struct box *box)
{
#ifdef MENDED
	own_table_reserve(handles, place, handles);
	own_guard(spinlock, state, &box->state);
#else
	own_guard(spinlock, state, &box->state);
	own_table_reserve(handles, place, handles);	/* ERROR */
#endif
	if (own_none(place))
		return own_err(place);
	own_auto(parcel_own, p, parcel_queue_pop(&state->queue));
	if (own_none(p))
		return own_err(p);
	own_table_install(parcel_handle, place, own_take(p));
	return 0;
}
