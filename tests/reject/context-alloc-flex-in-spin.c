// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: memory that may sleep is allocated in a block that holds a spinlock
 * Rust: none in the language (klint reports it)
 * gcc clang: error: own: this allocation may sleep, but a spinlock is held in this scope
 * context-analysis: silent: the allocator has no contract
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not know which function sleeps
 */
#include "../prelude.h"

int refill(const struct box *box, size_t len)
{
	own_scoped_guard(spinlock, state, &box->state) {
#ifdef MENDED
		own_auto(parcel_own, p, own_alloc_flex(parcel_own, data, len, GFP_ATOMIC));
#else
		own_auto(parcel_own, p, own_alloc_flex(parcel_own, data, len, GFP_KERNEL));	/* ERROR */
#endif
		if (own_none(p))
			return own_err(p);
		own_mut(p)->len = len;
		parcel_queue_push(&state->queue, own_take(p));
	}
	return 0;
}
