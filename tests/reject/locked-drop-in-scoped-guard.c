// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: the reference is dropped in the block that holds the lock of its object
 * Rust: E0505
 * gcc: error: own: 'b' is taken or dropped here while it is borrowed; end the borrow's scope first
 * clang: error: own: 'b' is taken or dropped here while it is borrowed
 * context-analysis: silent: it follows pointers, not owners
 * own-check: warning: own: the object of 'b' goes away here while a guard holds a lock that is in it; end the guard's scope first
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

int kill(unsigned int id)
{
	own_auto(box_ref, b, box_find(id));

	if (own_none(b))
		return own_err(b);
	own_scoped_guard(spinlock, state, &own_use(b)->state) {
		state->dead = true;
#ifndef MENDED
		own_drop(box_ref, b);	/* ERROR */
#endif
	}
	return 0;
}
