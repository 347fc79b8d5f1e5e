// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: the record of an owner is written to below strict.h
 * Rust: E0616
 * gcc: error: attempt to use poisoned "__object"
 * clang: error: attempt to use a poisoned identifier
 * context-analysis: error: attempt to use a poisoned identifier
 * coccinelle: silent: the compilers reject it
 * sparse: silent: it knows no poison
 * tokens: warning: own: __object is private
 */
#include "../prelude.h"

#include <own/strict.h>

void forget(struct parcel_own parcel)
{
	own_auto(parcel_own, p, parcel);

#ifdef MENDED
	parcel_send(own_take(p));
#else
	p.__object = NULL;	/* ERROR: gcc clang context-analysis tokens */
#endif
}
