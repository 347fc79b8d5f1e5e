// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: memory is allocated with GFP_KERNEL while a spinlock is held
 * Rust: none in the language (klint reports it)
 * gcc clang: error: own: this allocation may sleep, but a spinlock is held in this scope
 * context-analysis: silent: the allocator has no contract
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not know which function sleeps
 */
#include "../prelude.h"

int refill(struct box *box)
{
#ifdef MENDED
	own_auto(parcel_own, p, own_alloc(parcel_own, GFP_KERNEL));
	own_guard(spinlock, state, &box->state);
#else
	own_guard(spinlock, state, &box->state);
	own_auto(parcel_own, p, own_alloc(parcel_own, GFP_KERNEL));	/* ERROR */
#endif

	if (own_none(p))
		return own_err(p);
	parcel_queue_push(&state->queue, own_take(p));
	return 0;
}
