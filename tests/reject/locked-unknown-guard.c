// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: data is locked by a kind of guard that the library does not know
 * Rust: none
 * gcc: error: x
 * clang context-analysis: error: x
 * coccinelle: silent: this is a matter of the language
 * sparse: error: x
 */
#include "../prelude.h"

void kill(struct box *box)
{
#ifdef MENDED
	own_guard(spinlock, state, &box->state);
#else
	own_guard(preempt, state, &box->state);	/* ERROR */
#endif

	state->dead = true;
}
