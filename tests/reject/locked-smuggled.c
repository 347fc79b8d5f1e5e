// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: the pointer to locked data is kept and used after the unlock
 * Rust: E0597
 * gcc clang: silent: a copy of the pointer is not followed
 * context-analysis: silent: the data is not marked as guarded
 * own-check: warning: own: a pointer that was had from 'state' is used after that ended
 * coccinelle: silent: it does not follow pointers, own-check does
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
	kept->dead = true;	/* ERROR: own-check */
#endif
}
