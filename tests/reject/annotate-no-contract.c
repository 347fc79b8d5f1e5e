// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a function passes its argument to one that wants a borrow, and asks for none itself
 * Rust: E0621
 * gcc: silent: the contracts are for the analysis
 * clang: silent: the contracts are for the analysis
 * context-analysis: warning: own: parcel_setup\(\) wants a borrow mut of 'parcel'
 * coccinelle: silent: the contracts are for the analysis
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

#ifdef MENDED
int set_up_again(struct parcel *parcel) __own_borrows_mut(parcel);
#endif

int set_up_again(struct parcel *parcel)
{
	return parcel_setup(parcel);	/* ERROR */
}
