// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a function that only borrows passes its argument to one that wants to borrow mut
 * Rust: E0596
 * gcc: silent: the cast says so
 * clang: silent: the cast says so
 * context-analysis: warning: own: parcel_setup\(\) wants a borrow mut of 'parcel'
 * coccinelle: silent: it does not know types
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

#ifdef MENDED
int set_up_again(struct parcel *parcel) __own_borrows_mut(parcel);
int set_up_again(struct parcel *parcel)
#else
int set_up_again(const struct parcel *parcel) __own_borrows(parcel);
int set_up_again(const struct parcel *parcel)
#endif
{
	return parcel_setup((struct parcel *)parcel);	/* ERROR */
}
