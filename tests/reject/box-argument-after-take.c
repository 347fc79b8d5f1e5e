// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: one argument hands the object on, a later one looks into it
 * Rust: E0505
 * gcc: silent: for x86 it evaluates the last argument first, so that the look comes before the take
 * gcc/arm64 clang: error: own: 'p' is used here, but on some path it was taken or dropped before
 * context-analysis: silent: deliver() has no contract
 * own-check: warning: own: one argument takes from 'p' and another looks into it; C does not say which comes first
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

int deliver(struct parcel_own parcel, const struct parcel *head);

int send(struct parcel_own parcel)
{
	own_auto(parcel_own, p, parcel);
#ifdef MENDED
	parcel_check(own_use(p));
	parcel_send(own_take(p));
	return 0;
#else
	return deliver(own_take(p), own_use(p));	/* ERROR */
#endif
}
