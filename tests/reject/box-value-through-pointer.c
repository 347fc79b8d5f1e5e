// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: an owned value is read through a pointer, and the caller still has it
 * Rust: E0507
 * own-check: warning: own: a value that owns is read out of memory that keeps it, so it has two owners
 * gcc clang context-analysis coccinelle sparse: silent: the value is not followed
 */
#include "../prelude.h"

#ifdef MENDED
int consume(struct parcel_own parcel)
{
	own_auto(parcel_own, p, parcel);
#else
int consume(const struct parcel_own *parcel)
{
	own_auto(parcel_own, p, *parcel);	/* ERROR */
#endif

	return parcel_check(own_use(p));
}
