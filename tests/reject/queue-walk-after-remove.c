// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a walk over a queue goes on after the element was removed and dropped
 * Rust: E0505
 * gcc: silent: the loop reads a raw pointer
 * clang: silent: the loop reads a raw pointer
 * context-analysis: silent: the loop reads a raw pointer
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

void drop_tag(struct box *box, u32 tag)
{
	struct parcel *each;

	own_guard(spinlock, state, &box->state);
	queue_for_each(each, &state->queue, node) {
		if (each->tag != tag)
			continue;
		own_auto(parcel_own, found, parcel_queue_remove(&state->queue, each));
#ifdef MENDED
		return;
#endif
	}
}
