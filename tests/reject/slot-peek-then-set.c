// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a slot is set while what it had is looked at, which is dropped by that
 * Rust: E0506
 * gcc clang context-analysis: error: own: what parcel_own has is being looked at in this scope, and cannot be changed
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not know the attribute
 */
#include "../prelude.h"

u32 replace(const struct box *box, struct parcel_own parcel)
{
	own_auto(parcel_own, p, parcel);
	u32 tag;

	own_guard(mutex, settings, &box->settings);
	{
		own_peek(parcel_own, spare, &settings->spare);
		if (own_none(spare))
			return 0;
#ifndef MENDED
		parcel_own_set(&settings->spare, own_take(p));	/* ERROR */
#endif
		tag = own_use(spare)->tag;
	}
#ifdef MENDED
	parcel_own_set(&settings->spare, own_take(p));
#endif
	return tag;
}
