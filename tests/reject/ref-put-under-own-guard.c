// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: the last reference is put while the lock inside the object is held
 * Rust: E0505
 * gcc clang: error: own: 'b' is taken or dropped here while it is borrowed
 * context-analysis: silent: it follows pointers, not owners
 * own-check: warning: own: the object of 'b' goes away here while a guard holds a lock that is in it; end the guard's scope first
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

void kill(struct box_ref ref)
{
	own_auto(box_ref, b, ref);
	own_borrow(box, b);
	own_guard(spinlock, state, &box->state);

	state->dead = true;
#ifndef MENDED
	own_drop(box_ref, b);	/* ERROR */
#endif
}
