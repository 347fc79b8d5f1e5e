// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a function that may sleep is called in the scope of a spinlock
 * Rust: none: klint follows such calls
 * gcc: silent: the contract is for the analysis
 * clang: silent: the contract is for the analysis
 * context-analysis: warning: own: box_store\(\) may sleep, but a spinlock is held
 * own-check: warning: own: 'box_store' may sleep, but a spinlock is held \(Rust: the tool klint\)
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not know the library's guards
 */
#include "../prelude.h"

int box_store(const struct box *box) __own_sleeps;

int store(struct box *box)
{
#ifdef MENDED
	own_scoped_guard(spinlock, state, &box->state)
		state->bytes++;
#else
	own_guard(spinlock, state, &box->state);

	state->bytes++;
#endif
	return box_store(box);	/* ERROR */
}
