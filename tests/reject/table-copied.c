// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a table is assigned to another, and what is in it has two
 * Rust: E0507
 * gcc: error: assignment of read-only
 * clang context-analysis: error: cannot assign to
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not ask for const members
 */
#include "../prelude.h"
#include <own/table.h>

DEFINE_OWN_TABLE(handles, (box_handle, box_ref), (parcel_handle, parcel_own));

void adopt(struct handles *to, struct handles *from)
{
#ifdef MENDED
	handles_init(to, 16, -EMFILE);
#else
	*to = *from;	/* ERROR */
#endif
}
