// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a function sleeps while it looks at what a handle names, under the spinlock of the table
 * Rust: none in the language (klint reports it)
 * gcc clang context-analysis: error: own: this lock may sleep, but a spinlock is held in this scope
 * coccinelle: silent: no rule looks for it
 * sparse: warning: static assertion failed: "own: this lock may sleep, but a spinlock is held in this scope
 */
#include "../prelude.h"
#include <own/table.h>

DEFINE_OWN_TABLE(handles, (box_handle, box_ref), (parcel_handle, parcel_own));

int resize(const struct handles *handles, u32 handle, unsigned int capacity)
{
#ifdef MENDED
	own_auto(box_ref, box);

	{
		own_table_peek(box_handle, b, handles, handle);
		if (own_none(b))
			return own_err(b);
		own_refill(box_ref, box, box_ref_get(own_use(b)));
	}
	if (own_none(box))
		return own_err(box);
	own_guard(mutex, settings, &own_use(box)->settings);
#else
	own_table_peek(box_handle, b, handles, handle);
	if (own_none(b))
		return own_err(b);
	own_guard(mutex, settings, &own_use(b)->settings);	/* ERROR */
#endif
	settings->capacity = capacity;
	return 0;
}
