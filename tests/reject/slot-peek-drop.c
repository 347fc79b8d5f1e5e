// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: what a slot has is dropped, but only looked at
 * Rust: E0507
 * gcc clang context-analysis: error: own: spare was not declared with parcel_own
 * coccinelle: silent: no rule looks for it
 * sparse: warning: static assertion failed: "own: spare was not declared with parcel_own
 */
#include "../prelude.h"

void clear_spare(const struct box *box)
{
	own_guard(mutex, settings, &box->settings);
	own_peek(parcel_own, spare, &settings->spare);

	if (own_none(spare))
		return;
#ifdef MENDED
	own_auto(parcel_own, gone, own_take_out(parcel_own, spare));
#else
	own_drop(parcel_own, spare);	/* ERROR */
#endif
}
