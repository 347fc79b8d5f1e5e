// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: a walk that takes out one element and leaves
 */
#include "../prelude.h"

struct parcel_own_result take_tag(const struct box *box, u32 tag)
{
	own_guard(spinlock, state, &box->state);
	own_queue_for_each(parcel_queue, each, &state->queue) {
		if (own_use(each)->tag != tag)
			continue;
		own_auto(parcel_own, found, own_take_out(parcel_queue, each));

		state->bytes -= own_use(found)->len;
		return own_ok(found);
	}
	return own_fail(parcel_own, -ENOENT);
}
