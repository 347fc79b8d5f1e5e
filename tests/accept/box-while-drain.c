// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: a loop that empties a box into another until one of them stops
 */
#include "../prelude.h"

int move_all(struct box *from, struct box *to)
{
	int moved = 0;

	for (;;) {
		own_linear(parcel_own, p, box_pop(from));
		int err;

		if (own_none(p))
			return own_err(p) == -EAGAIN ? moved : own_err(p);
		err = own_rest(p, box_push(to, own_take(p)));
		if (err) {
			own_guard(spinlock, state, &from->state);
			parcel_queue_push_front(&state->queue, own_take(p));
			return err;
		}
		moved++;
	}
}
