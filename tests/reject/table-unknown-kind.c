// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a handle is looked up as a kind that its table does not have
 * Rust: E0599
 * gcc: error: implicit declaration of function 'letter_handle_remove'
 * gcc: error: '_Generic' selector of type 'int'
 * clang: error: call to undeclared function 'letter_handle_remove'
 * clang context-analysis: error: controlling expression type 'int'
 * coccinelle: silent: no rule looks for it
 * sparse: warning: undefined identifier 'letter_handle_remove'
 * sparse: warning: invalid initializer
 */
#include "../prelude.h"
#include <own/table.h>

DEFINE_OWN_TABLE(handles, (box_handle, box_ref), (parcel_handle, parcel_own));


int withdraw(struct handles *handles, u32 handle)
{
#ifdef MENDED
	own_auto(parcel_own, p, parcel_handle_remove(handles, handle));
#else
	own_auto(parcel_own, p, letter_handle_remove(handles, handle));	/* ERROR */
#endif
	return own_err(p);
}
