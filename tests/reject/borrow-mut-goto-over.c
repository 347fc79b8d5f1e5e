// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: goto jumps over a mut borrow, which then ends though it never began
 * Rust: none (there is no goto)
 * gcc: error: jump skips variable initialization
 * clang context-analysis: error: cannot jump from this goto statement
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

int check(struct parcel_own parcel_in, bool early)
{
	int ret = -EINVAL;

	own_auto(parcel_own, p, parcel_in);
	if (early)
#ifdef MENDED
		return ret;
#else
		goto out;	/* ERROR */
#endif
	own_borrow_mut(parcel, p);
	ret = parcel_setup(parcel);
#ifndef MENDED
out:
#endif
	return ret;
}
