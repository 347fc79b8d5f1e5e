// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: an optional member is used without the question whether it is there (CVE-2026-23328)
 * Rust: E0609
 * gcc: error: own: 'spare' is used here, but on some path own_none\(\) was not asked whether it holds anything
 * clang: error: own: 'spare' is used here, but on some path own_none\(\) was not asked whether it holds anything
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

u32 spare_tag(const struct box *box)
{
	own_guard(mutex, settings, &box->settings);
	own_peek(parcel_own, spare, &settings->spare);

#ifdef MENDED
	if (own_none(spare))
		return 0;
#endif
	return own_use(spare)->tag;	/* ERROR */
}
