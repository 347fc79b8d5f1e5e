// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a structure with a queue is cleared by memset(), and what was on it is lost
 * Rust: E0133 (ptr::write_bytes() is unsafe)
 * gcc clang context-analysis: silent: bytes have no owner
 * own-check: warning: own: struct box has a member that owns \(an OWN_LOCKED\(\)\) and is written over here
 * coccinelle: silent: it looks for raw pointers
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

void box_reset(struct box *box)
{
#ifdef MENDED
	own_guard(spinlock, state, &box->state);

	parcel_queue_drop_all(&state->queue);
	state->bytes = 0;
#else
	memset(box, 0, sizeof(*box));	/* ERROR: own-check */
#endif
}
