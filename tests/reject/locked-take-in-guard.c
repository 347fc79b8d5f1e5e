// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: an object is handed on while a guard holds its lock
 * Rust: E0505
 * gcc clang: error: own: 'b' is taken or dropped here while it is borrowed
 * context-analysis: silent: it follows pointers, not owners
 * own-check: warning: own: the object of 'b' goes away here while a guard holds a lock that is in it; end the guard's scope first
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

void box_give(struct box_ref box);

int resize(unsigned int id, unsigned int capacity)
{
	own_auto(box_ref, b, box_find(id));

	if (own_none(b))
		return own_err(b);
#ifdef MENDED
	own_scoped_guard(mutex, settings, &own_use(b)->settings)
		settings->capacity = capacity;
#else
	own_guard(mutex, settings, &own_use(b)->settings);
	settings->capacity = capacity;
#endif
	box_give(own_take(b));	/* ERROR */
	return 0;
}
