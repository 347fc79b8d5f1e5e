// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: two allocations, and the first is tested twice
 * Rust: Option unchecked
 * gcc: error: own: 'second' is used here, but on some path own_none\(\) was not asked whether it holds anything
 * gcc: error: own: 'second' is taken or dropped here, but on some path own_none\(\) was not asked whether it holds anything
 * clang: error: own: 'second' is used here, but on some path own_none\(\) was not asked whether it holds anything
 * clang: error: own: 'second' is taken or dropped here, but on some path own_none\(\) was not asked whether it holds anything
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

int send_both(size_t len)
{
	own_auto(parcel_own, first, parcel_new(len));
	own_auto(parcel_own, second, parcel_new(len));

	if (own_none(first))
		return own_err(first);
#ifdef MENDED
	if (own_none(second))
		return own_err(second);
#else
	if (own_none(first))
		return own_err(first);
#endif
	own_mut(second)->tag = own_use(first)->tag;	/* ERROR */
	parcel_send(own_take(first));
	parcel_send(own_take(second));	/* ERROR */
	return 0;
}
