// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a function in between hides that what it calls may sleep
 * Rust: none: klint follows such calls
 * gcc: silent: the contract is for the analysis
 * clang: silent: the contract is for the analysis
 * context-analysis: silent: it asks what a function says, not what it calls
 * own-check: warning: own: 'store' may sleep, but a spinlock is held \(Rust: the tool klint\)
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not know the library's guards
 *
 * CONFIG_DEBUG_ATOMIC_SLEEP reports it at run time.
 */
#include "../prelude.h"

int box_store(const struct box *box) __own_sleeps;

static int store(const struct box *box)
{
	return box_store(box);
}

int count(struct box *box)
{
#ifdef MENDED
	own_scoped_guard(spinlock, state, &box->state)
		state->bytes++;
#else
	own_guard(spinlock, state, &box->state);

	state->bytes++;
#endif
	return store(box);	/* ERROR */
}
