// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a function that wants two different objects gets one twice
 * Rust: E0499
 * own-check: warning: own: the object of 'p' is passed twice, and the function may change it
 * gcc clang context-analysis coccinelle sparse: silent: the pointer is not followed
 */
#include "../prelude.h"

int parcel_move_data(struct parcel *to, struct parcel *from)
	__own_borrows_mut(to) __own_borrows_mut(from);

int shuffle(struct parcel_own parcel, struct parcel_own other)
{
	own_auto(parcel_own, p, parcel);
	own_auto(parcel_own, q, other);

#ifdef MENDED
	return parcel_move_data(own_mut(p), own_mut(q));
#else
	return parcel_move_data(own_mut(p), own_mut(p));	/* ERROR */
#endif
}
