// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: the head of a queue is popped and lost
 * Rust: none (unused_must_use; leaking is safe in Rust)
 * gcc: error: ignoring return value of type .struct parcel_own_result., declared with attribute .nodiscard.
 * clang: error: ignoring return value of type 'parcel_own_result' declared with 'nodiscard' attribute
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: the compilers know
 * sparse: silent: it does not know the attribute
 */
#include "../prelude.h"

void drop_head(struct box *box)
{
	own_guard(spinlock, state, &box->state);

#ifdef MENDED
	own_auto(parcel_own, head, parcel_queue_pop(&state->queue));
#else
	parcel_queue_pop(&state->queue);	/* ERROR */
#endif
}
