// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: an element is unlinked by list_del(), and the queue still counts it
 * Rust: E0616
 * gcc: silent: the node is a member of the element like any other
 * clang: silent: the node is a member of the element like any other
 * context-analysis: silent: the node is a member of the element like any other
 * coccinelle: silent: no rule looks for it
 * sparse: silent: the node is a member of the element like any other
 */
#include "../prelude.h"

void drop_tag(struct box *box, u32 tag)
{
	struct parcel *each;

	own_guard(spinlock, state, &box->state);
	queue_for_each(each, &state->queue, node) {
		if (each->tag != tag)
			continue;
#ifdef MENDED
		own_auto(parcel_own, found, parcel_queue_remove(&state->queue, each));
#else
		list_del(&each->node);
		parcel_free(each);
#endif
		return;
	}
}
