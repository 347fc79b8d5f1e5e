// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a handle is closed while the table is locked for a look, and the lock is taken twice
 * Rust: none (the guard of an XArray is a lock like any other)
 * gcc clang context-analysis coccinelle sparse: silent: the lock of the table has no name; lockdep reports it at run time
 */
#include "../prelude.h"
#include <own/table.h>

DEFINE_OWN_TABLE(handles, (box_handle, box_ref), (parcel_handle, parcel_own));

int close_empty(const struct handles *handles, u32 handle)
{
	{
		own_table_peek(parcel_handle, p, handles, handle);

		if (own_none(p))
			return own_err(p);
		if (own_use(p)->len)
			return -EBUSY;
#ifndef MENDED
		return handles_close(handles, handle);
#endif
	}
	return handles_close(handles, handle);
}
