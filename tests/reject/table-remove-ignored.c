// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a parcel is removed from its handle and lost
 * Rust: none (unused_must_use; leaking is safe in Rust)
 * gcc: error: ignoring return value of type .struct parcel_own_result., declared with attribute .nodiscard.
 * clang: error: ignoring return value of type 'parcel_own_result' declared with 'nodiscard' attribute
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

#include <own/table.h>

DEFINE_OWN_TABLE(handles, (box_handle, box_ref), (parcel_handle, parcel_own));

void forget(struct handles *handles, u32 handle)
{
#ifdef MENDED
	handles_close(handles, handle);
#else
	parcel_handle_remove(handles, handle);	/* ERROR */
#endif
}
