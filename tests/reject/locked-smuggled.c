// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: the pointer to locked data is kept and used after the unlock
 * Rust: E0597
 * gcc: silent: a copy of the pointer is not followed
 * clang: silent: a copy of the pointer is not followed
 * context-analysis: silent: the data is not marked as guarded
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

void kill(struct box *box)
{
#ifdef MENDED
	own_guard(spinlock, state, &box->state);

	state->dead = true;
#else
	struct box_state *kept;

	own_scoped_guard(spinlock, state, &box->state)
		kept = state;
	kept->dead = true;
#endif
}
