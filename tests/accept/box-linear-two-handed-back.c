// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: two linear owners; both are handed on or both go back, by one label
 */
#include "../prelude.h"

int exchange(const struct box *left, const struct box *right)
{
	int err;

	own_linear(parcel_own, a, box_pop(left));
	if (own_none(a))
		return own_err(a);
	own_linear(parcel_own, b, box_pop(right));
	if (own_none(b)) {
		err = own_err(b);
		goto back_a;
	}
	err = own_rest(a, box_push(right, own_take(a)));
	if (err)
		goto back_b;
	err = own_rest(b, box_push(left, own_take(b)));
	if (err)
		goto back_b;
	return 0;
back_b:
	own_scoped_guard(spinlock, state, &right->state)
		parcel_queue_push_front(&state->queue, own_take(b));
back_a:
	if (!own_none(a)) {
		own_guard(spinlock, state, &left->state);
		parcel_queue_push_front(&state->queue, own_take(a));
	}
	return err;
}
