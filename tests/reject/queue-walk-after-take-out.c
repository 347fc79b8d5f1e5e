// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a walk over a queue goes on after the element was taken out and dropped
 * Rust: E0505
 * gcc: warning: own: 'each' was taken out of the queue, and the walk goes on from it; leave the loop
 * clang: warning: own: 'each' was taken out of the queue, and the walk goes on from it; leave the loop
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

void drop_tag(const struct box *box, u32 tag)
{
	own_guard(spinlock, state, &box->state);
	own_queue_for_each(parcel_queue, each, &state->queue) {	/* ERROR */
		if (own_use(each)->tag != tag)
			continue;
		own_auto(parcel_own, found, own_take_out(parcel_queue, each));
#ifdef MENDED
		return;
#endif
	}
}
