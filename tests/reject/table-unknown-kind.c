// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a kind is defined that the table does not list
 * Rust: E0599
 * gcc: error: 'parcel_handle' undeclared|static assertion
 * clang context-analysis: error: undeclared identifier 'parcel_handle'|static assertion|pointer to integer conversion
 * coccinelle: silent: no rule looks for it
 * sparse: warning: undefined identifier 'parcel_handle'
 * sparse: warning: bad constant expression type
 */
#include "../prelude.h"

#include <own/table.h>

#ifdef MENDED
DEFINE_OWN_TABLE(handles, box_handle, parcel_handle);
#else
DEFINE_OWN_TABLE(handles, box_handle);
#endif
DEFINE_TABLE_OWN(handles, parcel_handle, parcel_own, struct parcel);	/* ERROR */
