// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a slot gets another object while what it had is looked at
 * Rust: E0506
 * gcc clang context-analysis: error: own: what parcel_own has is being looked at in this scope, and cannot be changed
 * gcc: error: '_Generic' selector of type 'void'
 * clang context-analysis: error: controlling expression type 'void'
 * coccinelle: silent: no rule looks for it
 * sparse: warning: no generic selection for 'void'
 * sparse: warning: invalid initializer
 */
#include "../prelude.h"

u32 replace(const struct box *box, struct parcel_own parcel)
{
	own_auto(parcel_own, p, parcel);

	own_guard(mutex, settings, &box->settings);
#ifdef MENDED
	own_auto(parcel_own, old, parcel_own_swap(&settings->spare, own_take(p)));
	return own_none(old) ? 0 : own_use(old)->tag;
#else
	own_peek(parcel_own, spare, &settings->spare);
	if (own_none(spare))
		return 0;
	{
		own_auto(parcel_own, old, parcel_own_swap(&settings->spare, own_take(p)));	/* ERROR */
	}
	return own_use(spare)->tag;
#endif
}
