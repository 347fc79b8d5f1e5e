// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a function takes an owned argument and forgets it
 * Rust: none (it is dropped at the end of the function; leaking is safe in Rust)
 * gcc: silent: the kernel's flags do not report unused parameters
 * clang: silent: the kernel's flags do not report unused parameters
 * context-analysis: silent: the kernel's flags do not report unused parameters
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

int consume(struct parcel_own parcel)
{
#ifdef MENDED
	own_auto(parcel_own, p, parcel);

	return parcel_check(own_use(p));
#else
	return 0;
#endif
}
