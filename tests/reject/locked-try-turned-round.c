// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: data is changed on the path on which the lock was not had
 * Rust: Option unchecked
 * gcc: warning: own: 'settings' is used here, but on some path own_none\(\) was not asked whether it holds anything
 * clang: warning: own: 'settings' is used here, but on some path own_none\(\) was not asked whether it holds anything
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

int resize(struct box *box, unsigned int capacity)
{
	own_guard_try(mutex_try, settings, &box->settings, -EBUSY);

#ifdef MENDED
	if (!own_none(settings))
#else
	if (own_none(settings))
#endif
		own_use(settings)->capacity = capacity;	/* ERROR */
	return own_err(settings);
}
