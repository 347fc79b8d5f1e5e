// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a function of the kernel that sleeps is called while a spinlock is held
 * Rust: none in the language (klint reports it)
 * gcc: silent: the function does not ask own_may_sleep(); DEBUG_ATOMIC_SLEEP reports it
 * clang: silent: the function does not ask own_may_sleep(); DEBUG_ATOMIC_SLEEP reports it
 * context-analysis: silent: the function has no contract
 * own-check: warning: own: 'msleep' may sleep, but a spinlock is held \(Rust: the tool klint\)
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not know which function sleeps
 */
#include "../prelude.h"

void kill(struct box *box)
{
	own_scoped_guard(spinlock, state, &box->state) {
		state->dead = true;
#ifndef MENDED
		msleep(10);	/* ERROR */
#endif
	}
#ifdef MENDED
	msleep(10);
#endif
}
