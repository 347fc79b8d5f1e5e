// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a kept pointer is used while the object is borrowed mut
 * Rust: E0499
 * gcc: silent: a raw pointer is not followed
 * clang: silent: a raw pointer is not followed
 * context-analysis: warning: own: parcel_setup\(\) is given the object of 'p'
 * coccinelle: silent: it does not follow pointers, own-check does
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

int set_up_twice(struct parcel_own parcel)
{
	own_auto(parcel_own, p, parcel);
#ifdef MENDED
	own_borrow_mut(borrowed, p);

	return parcel_setup(borrowed) ?: parcel_setup(borrowed);
#else
	struct parcel *raw = own_mut(p);
	own_borrow_mut(borrowed, p);

	return parcel_setup(borrowed) ?: parcel_setup(raw);	/* ERROR: context-analysis */
#endif
}
