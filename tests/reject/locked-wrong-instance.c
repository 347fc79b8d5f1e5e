// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: one object's data is changed under the lock of another object
 * Rust: none (the guard is of one object)
 * gcc clang context-analysis: error: '__data' is unavailable: own: private, reach it through the macros
 * coccinelle: silent: the compilers know
 * sparse: silent: it does not know the attribute
 * tokens: warning: own: __data is private to the library; reach it through the macros
 *
 * The name that own_guard() declares leads to the data of that object; to reach the
 * data of another one without a guard, its private member has to be named.
 */
#include "../prelude.h"

void kill_both(struct box *box, struct box *other)
{
	own_scoped_guard(spinlock, state, &box->state) {
		state->dead = true;
#ifndef MENDED
		other->state.__data.dead = true;	/* ERROR */
#endif
	}
#ifdef MENDED
	own_scoped_guard(spinlock, state, &other->state)
		state->dead = true;
#endif
}
