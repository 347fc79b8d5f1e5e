// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct but rejected: two slots of one kind are looked at in one scope
 * Rust: none (it compiles)
 * gcc: error: redeclaration of 'parcel_own_(swap|set|take_from|clear|push|push_front|init|pop|drop_all)'
 * clang context-analysis: error: redefinition of 'parcel_own_(swap|set|take_from|clear|push|push_front|init|pop|drop_all)'
 * coccinelle: silent: it is correct
 * sparse: silent: it is correct
 *
 * What changes a slot of that kind is hidden in the scope, once.
 */
#include "../prelude.h"

bool spare_is_longer(const struct box *box)
{
	own_guard(mutex, settings, &box->settings);
	own_guard(rwsem_read, defaults, &box->defaults);
	own_peek(parcel_own, spare, &settings->spare);

	if (own_none(spare))
		return false;
#ifdef MENDED
	{
		own_peek(parcel_own, usual, &defaults->spare);
		return !own_none(usual) && own_use(spare)->len > own_use(usual)->len;
	}
#else
	own_peek(parcel_own, usual, &defaults->spare);	/* ERROR */
	return !own_none(usual) && own_use(spare)->len > own_use(usual)->len;
#endif
}
