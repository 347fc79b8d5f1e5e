// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a function returns the pointer to the data that its lock protects
 * Rust: E0515
 * gcc clang: silent: a copy of the pointer is not followed
 * context-analysis: silent: the data is not marked as guarded
 * own-check: warning: own: a pointer that was had from 'state' is returned after that ended
 * coccinelle: silent: it does not follow pointers, own-check does
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
