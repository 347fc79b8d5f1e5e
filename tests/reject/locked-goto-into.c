// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a jump into the scope of a guard, so that the unlock has no lock
 * Rust: none (there is no goto)
 * gcc: error: jump skips variable initialization
 * clang context-analysis: error: cannot jump from this goto statement to its label
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it compiles it
 * own-check: warning: own: likely: a guard ends that was never taken, on a path that goes over its declaration
 */
#include "../prelude.h"

void kill(struct box *box)
{
	if (ready(0))
#ifdef MENDED
		return;
#else
		goto out;	/* ERROR: gcc clang context-analysis */
#endif
	own_guard(spinlock, state, &box->state);	/* ERROR: own-check */
	state->dead = true;
#ifndef MENDED
out:
	wake_up(own_shared(&box->readers));
#endif
}
