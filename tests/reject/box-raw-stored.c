// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a raw pointer from an owner is stored where it outlives the owner
 * Rust: E0597
 * gcc clang context-analysis: silent: a raw pointer is not followed
 * own-check: warning: own: a pointer that was had from 'p' is stored into a variable that outlives it
 * coccinelle: silent: it does not follow pointers, own-check does
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

#ifdef MENDED
static struct parcel_own_slot last;
#else
static struct parcel *last;
#endif

void remember(struct parcel_own parcel)
{
	own_auto(parcel_own, p, parcel);

#ifdef MENDED
	own_auto(parcel_own, before, parcel_own_swap(&last, own_take(p)));
#else
	last = own_mut(p);	/* ERROR */
#endif
}
