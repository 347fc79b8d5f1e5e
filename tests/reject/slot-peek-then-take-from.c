// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a slot is emptied while what it has is looked at
 * Rust: E0505
 * gcc clang context-analysis: error: own: what parcel_own has is being looked at in this scope, and cannot be changed
 * gcc: error: '_Generic' selector of type 'void'
 * clang context-analysis: error: controlling expression type 'void'
 * coccinelle: silent: no rule looks for it
 * sparse: warning: no generic selection for 'void'
 * sparse: warning: invalid initializer
 */
#include "../prelude.h"

int give_spare(const struct box *box)
{
	own_guard(mutex, settings, &box->settings);
	own_peek(parcel_own, spare, &settings->spare);
	if (own_none(spare))
		return own_err(spare);
#ifdef MENDED
	own_auto(parcel_own, p, own_take_out(parcel_own, spare));
#else
	own_auto(parcel_own, p, parcel_own_take_from(&settings->spare));	/* ERROR */
	if (own_none(p))
		return own_err(p);
#endif
	parcel_send(own_take(p));
	return 0;
}
