// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a lock is taken by hand and still held when the function returns
 * Rust: none (the lock is private, and a guard unlocks)
 * gcc clang context-analysis: error: '__lock' is unavailable: own: private, reach it through the macros
 * coccinelle: silent: the compilers know
 * sparse: silent: it does not follow values
 * tokens: warning: own: __lock is private to the library; reach it through the macros
 */
#include "../prelude.h"

int kill(struct box *box)
{
#ifdef MENDED
	own_guard(spinlock, state, &box->state);

	if (state->dead)
		return -EPIPE;
	state->dead = true;
	return 0;
#else
	spin_lock(&box->state.__lock);	/* ERROR */
	if (box->id)
		return -EPIPE;
	spin_unlock(&box->state.__lock);	/* ERROR */
	return 0;
#endif
}
