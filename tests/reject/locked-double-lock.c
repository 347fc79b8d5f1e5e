// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a lock is taken that the function already holds
 * Rust: none (a deadlock is safe in Rust)
 * gcc clang: silent: nothing tells the compiler that both are one; lockdep does at run time
 * context-analysis: warning: releasing spinlock 'box->state' that was not held
 * context-analysis: warning: acquiring spinlock 'box->state' that is already held
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not look into guards
 */
#include "../prelude.h"

void kill(struct box *box)
{
	own_guard(spinlock, state, &box->state);	/* ERROR */

	state->dead = true;
#ifndef MENDED
	own_guard(spinlock, again, &box->state);	/* ERROR */

	again->bytes = 0;
#endif
}
