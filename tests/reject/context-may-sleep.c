// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: code that says that it may sleep is run under a spinlock
 * Rust: none in the language (klint reports it)
 * gcc: error: static assertion failed: "own: this may sleep, but a spinlock is held in this scope"
 * clang context-analysis: error: static assertion failed .* own: this may sleep, but a spinlock is held in this scope
 * coccinelle: silent: the compilers know
 * sparse: warning: static assertion failed: "own: this may sleep, but a spinlock is held in this scope"
 */
#include "../prelude.h"

void kill(struct box *box)
{
	own_guard(spinlock, state, &box->state);

	state->dead = true;
#ifndef MENDED
	own_may_sleep();	/* ERROR */
	wait_event(*own_shared(&box->readers), ready(0));
#endif
}
