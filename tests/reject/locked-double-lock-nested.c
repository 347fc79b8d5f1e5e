// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a function that holds a lock calls one that takes it
 * Rust: none (a deadlock is safe in Rust)
 * gcc: silent: it looks at one function; lockdep reports it at run time
 * clang: silent: it looks at one function; lockdep reports it at run time
 * context-analysis: silent: the called function has no contract
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it looks at one function
 */
#include "../prelude.h"

static noinline bool is_dead(struct box *box)
{
	own_guard(spinlock, state, &box->state);

	return state->dead;
}

void kill(struct box *box)
{
#ifdef MENDED
	if (is_dead(box))
		return;
	own_guard(spinlock, state, &box->state);
#else
	own_guard(spinlock, state, &box->state);

	if (is_dead(box))
		return;
#endif
	state->dead = true;
}
