// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: the reference is dropped under a tried lock of its object
 * Rust: E0505
 * gcc clang: error: own: 'b' is taken or dropped here while it is borrowed
 * context-analysis: silent: it follows pointers, not owners
 * own-check: warning: own: a pointer that was had from 'b' is passed on after that ended
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

int kill(unsigned int id)
{
	own_auto(box_ref, b, box_find(id));

	if (own_none(b))
		return own_err(b);
	own_guard_try(mutex_try, settings, &own_use(b)->settings, -EBUSY);	/* ERROR: own-check */
	if (own_none(settings))
		return own_err(settings);
	own_use(settings)->capacity = 0;
#ifndef MENDED
	own_drop(box_ref, b);	/* ERROR: gcc clang */
#endif
	return 0;
}
