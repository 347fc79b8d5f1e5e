// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: what a slot has is changed under a lock that is held for reading
 * Rust: E0596
 * gcc: error: assignment of member 'sum' in read-only object
 * clang context-analysis: error: read-only variable is not assignable
 * coccinelle: silent: this is a matter of types
 * sparse: warning: assignment to const expression
 */
#include "../prelude.h"

int set_sum(const struct box *box, u32 sum)
{
#ifdef MENDED
	own_guard(rwsem_write, defaults, &box->defaults);
#else
	own_guard(rwsem_read, defaults, &box->defaults);
#endif
	own_peek(parcel_own, spare, &defaults->spare);
	if (own_none(spare))
		return own_err(spare);
	own_mut(spare)->sum = sum;	/* ERROR */
	return 0;
}
