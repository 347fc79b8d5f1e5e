// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a function keeps the pointer that it was lent in a global variable
 * Rust: E0521
 * own-check: warning: own: a pointer that was had from parameter 'parcel' is stored into a variable that outlives it
 * gcc clang context-analysis coccinelle sparse: silent: the pointer is not followed
 */
#include "../prelude.h"

#ifdef MENDED
static u32 latest;
#else
static const struct parcel *latest;
#endif

void seen(const struct parcel *parcel) __own_borrows(parcel);
void seen(const struct parcel *parcel)
{
#ifdef MENDED
	latest = parcel->tag;
#else
	latest = parcel;	/* ERROR */
#endif
}
