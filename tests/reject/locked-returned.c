// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a function returns the pointer to the data that its lock protects
 * Rust: E0515
 * gcc clang: silent: a copy of the pointer is not followed
 * context-analysis: silent: the data is not marked as guarded
 * coccinelle: warning: own: 'state' leaves the scope of its guard or borrow, which ends before this copy does \(like Rust E0515, E0597\)
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

#ifdef MENDED
size_t bytes_of(struct box *box)
{
	own_guard(spinlock, state, &box->state);

	return state->bytes;
}
#else
struct box_state *state_of(struct box *box)
{
	own_guard(spinlock, state, &box->state);

	return state;	/* ERROR */
}
#endif
