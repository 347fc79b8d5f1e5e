// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: what a slot has is taken, but only looked at
 * Rust: E0507
 * gcc: error: own: this is lent to you and not yours to take|invalid use of void|incompatible type
 * clang context-analysis: error: own: this is lent to you and not yours to take|incompatible type
 * coccinelle: silent: no rule looks for it
 * sparse: warning: incorrect type in argument 1
 */
#include "../prelude.h"

int give_spare(const struct box *box)
{
	own_guard(mutex, settings, &box->settings);
	own_peek(parcel_own, spare, &settings->spare);
	if (own_none(spare))
		return own_err(spare);
#ifdef MENDED
	parcel_send(own_take_out(parcel_own, spare));
#else
	parcel_send(own_take(spare));	/* ERROR */
#endif
	return 0;
}
