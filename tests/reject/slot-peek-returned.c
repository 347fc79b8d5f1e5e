// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a function gives away a pointer to what its mutex protects (CVE-2026-74450)
 * Rust: E0515
 * gcc clang context-analysis: silent: the pointer is not followed
 * own-check: warning: own: a pointer that was had from 'settings' is returned after that ended
 * coccinelle: silent: it does not follow pointers, own-check does
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

#ifdef MENDED
int table_tag(const struct box *box)
#else
const struct parcel *get_table(const struct box *box)
#endif
{
	own_guard(mutex, settings, &box->settings);
	own_peek(parcel_own, table, &settings->spare);

	if (own_none(table))
#ifdef MENDED
		return own_err(table);
	return own_use(table)->tag;
#else
		return NULL;
	return own_use(table);	/* ERROR */
#endif
}
