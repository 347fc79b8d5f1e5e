// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: goto jumps over a peek into a slot
 * Rust: none (there is no goto)
 * gcc: error: jump skips variable initialization
 * clang context-analysis: error: cannot jump from this goto statement
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

u32 spare_tag(const struct box *box, bool early)
{
	u32 tag = 0;

	own_guard(mutex, settings, &box->settings);
	if (early)
#ifdef MENDED
		return tag;
#else
		goto out;	/* ERROR */
#endif
	own_peek(parcel_own, spare, &settings->spare);
	if (!own_none(spare))
		tag = own_use(spare)->tag;
#ifndef MENDED
out:
#endif
	return tag;
}
