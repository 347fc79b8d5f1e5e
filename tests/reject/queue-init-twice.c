// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a queue is initialised to empty it, and what was on it is lost
 * Rust: none (assignment drops what was there)
 * gcc clang context-analysis: silent: what is on a queue is not known
 * coccinelle: silent: it looks for raw pointers
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

void box_flush(const struct box *box)
{
	own_guard(spinlock, state, &box->state);
#ifdef MENDED
	parcel_queue_drop_all(&state->queue);
#else
	parcel_queue_init(&state->queue);
#endif
	state->bytes = 0;
}
