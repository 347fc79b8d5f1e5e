// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: data is changed although the lock may not have been had
 * Rust: Option unchecked
 * gcc: error: own: 'settings' is used here, but on some path own_none\(\) was not asked whether it holds anything
 * clang: error: own: 'settings' is used here, but on some path own_none\(\) was not asked whether it holds anything
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

int resize(struct box *box, unsigned int capacity)
{
	own_guard_try(mutex_intr, settings, &box->settings, -ERESTARTSYS);

#ifdef MENDED
	if (own_none(settings))
		return own_err(settings);
#endif
	own_use(settings)->capacity = capacity;	/* ERROR */
	return 0;
}
