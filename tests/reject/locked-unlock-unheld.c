// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a lock is released that is not held
 * Rust: none (there is no unlock)
 * gcc clang context-analysis: error: '__lock' is unavailable: own: private, reach it through the macros
 * coccinelle: silent: the compilers know
 * sparse: silent: it does not follow values
 * tokens: warning: own: __lock is private to the library; reach it through the macros
 */
#include "../prelude.h"

void kill(struct box *box)
{
	own_scoped_guard(spinlock, state, &box->state)
		state->dead = true;
#ifndef MENDED
	spin_unlock(&box->state.__lock);	/* ERROR */
#endif
}
