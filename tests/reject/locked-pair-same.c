// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: two locks are taken that may be one
 * Rust: none (a deadlock is safe in Rust)
 * gcc clang: error: own: 'from' and 'to' may be one object here \(self-deadlock\); compare them first
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

int move(struct box *from, struct box *to)
{
#ifdef MENDED
	if (from == to)
		return 0;
#endif
	own_guard_pair(spinlock, source, from, target, to, state);	/* ERROR */
	own_auto(parcel_own, p, parcel_queue_pop(&source->queue));

	if (own_none(p))
		return own_err(p);
	parcel_queue_push(&target->queue, own_take(p));
	return 0;
}
