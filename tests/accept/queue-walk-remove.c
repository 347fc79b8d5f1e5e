// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: a walk that removes one element and leaves
 */
#include "../prelude.h"

struct parcel_own_result take_tag(struct box *box, u32 tag)
{
	struct parcel *each;

	own_guard(spinlock, state, &box->state);
	queue_for_each(each, &state->queue, node) {
		if (each->tag != tag)
			continue;
		own_auto(parcel_own, found, parcel_queue_remove(&state->queue, each));

		state->bytes -= own_use(found)->len;
		return own_ok(found);
	}
	return own_fail(parcel_own, -ENOENT);
}
