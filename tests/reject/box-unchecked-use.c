// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: an allocation is used before it was tested
 * Rust: Option unchecked
 * gcc: error: own: 'p' is used here, but on some path own_none\(\) was not asked whether it holds anything
 * gcc: error: own: 'p' is taken or dropped here, but on some path own_none\(\) was not asked whether it holds anything
 * clang: error: own: 'p' is used here, but on some path own_none\(\) was not asked whether it holds anything
 * clang: error: own: 'p' is taken or dropped here, but on some path own_none\(\) was not asked whether it holds anything
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

int send(size_t len)
{
	own_auto(parcel_own, p, parcel_new(len));

#ifdef MENDED
	if (own_none(p))
		return own_err(p);
#endif
	own_mut(p)->len = len;	/* ERROR */
	parcel_send(own_take(p));	/* ERROR */
	return 0;
}
