// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: the pointer to locked data is kept and used after the unlock
 * Rust: E0597
 * gcc clang: silent: a copy of the pointer is not followed
 * context-analysis: silent: the data is not marked as guarded
 * coccinelle: warning: own: 'state' leaves the scope of its guard or borrow, which ends before this copy does \(like Rust E0515, E0597\)
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
		kept = state;	/* ERROR */
	kept->dead = true;
#endif
}
