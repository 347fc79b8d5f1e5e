// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: the locked state, with a queue in it, is copied out and the copy emptied without the lock
 * Rust: E0507
 * gcc: error: assignment of read-only variable 'copy'
 * clang context-analysis: error: cannot assign to variable 'copy'
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not ask for const members
 */
#include "../prelude.h"

void clear(const struct box *box)
{
#ifdef MENDED
	own_guard(spinlock, state, &box->state);
	parcel_queue_drop_all(&state->queue);
#else
	struct box_state copy = {};

	own_scoped_guard(spinlock, state, &box->state)
		copy = *state;	/* ERROR */
	parcel_queue_drop_all(&copy.queue);
#endif
}
