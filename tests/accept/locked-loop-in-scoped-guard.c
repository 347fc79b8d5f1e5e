// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: a loop and a switch inside a block that holds a lock are left by break
 */
#include "../prelude.h"

u32 first_of(const struct box *box, u32 tag, int what)
{
	u32 sum = 0;

	own_scoped_guard(spinlock, state, &box->state) {
		own_queue_for_each(parcel_queue, each, &state->queue) {
			if (own_use(each)->tag != tag)
				continue;
			sum = own_use(each)->sum;
			break;
		}
		switch (what) {
		case 0:
			state->dead = true;
			break;
		default:
			state->bytes = 0;
		}
		for (int i = 0; i < what; i++) {
			if (ready(i))
				break;
			state->bytes++;
		}
	}
	return sum;
}
