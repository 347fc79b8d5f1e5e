// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: two parts of a function can change one object at the same time
 * Rust: E0499
 * gcc clang: error: own: 'p' is changed here while it is borrowed
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

int fill(size_t len)
{
	own_auto(parcel_own, p, parcel_new(len));

	if (own_none(p))
		return own_err(p);
	own_borrow_mut(first, p);
#ifdef MENDED
	first->tag = 2;
#else
	own_borrow_mut(second, p);	/* ERROR */
	second->tag = 2;
#endif
	first->sum = 1;
	return parcel_setup(first);
}
