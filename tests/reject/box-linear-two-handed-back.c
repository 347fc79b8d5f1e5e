// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct but rejected: two linear owners; both are handed on or both go back, by one label
 * Rust: none (it compiles)
 * gcc: silent: it follows the label
 * clang@tell.h: warning: own: the linear owner 'b_declared_in_line_[0-9]+' is not handed on on some path
 * context-analysis: silent: it does not prove
 * coccinelle: silent: it is correct
 * sparse: silent: it is correct
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
#ifdef MENDED
		own_guard(spinlock, state, &left->state);
		parcel_queue_push_front(&state->queue, own_take(a));
		return err;
#else
		goto back_a;
#endif
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
#ifndef MENDED
back_a:
#endif
	if (!own_none(a)) {
		own_guard(spinlock, state, &left->state);
		parcel_queue_push_front(&state->queue, own_take(a));
	}
	return err;
}
