// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: two lookups, of which the second may fail
 */
#include "../prelude.h"

int move_between(unsigned int from, unsigned int to)
{
	own_auto(box_ref, source, box_find(from));

	if (own_none(source))
		return own_err(source);
	own_auto(box_ref, target, box_find(to));
	if (own_none(target))
		return own_err(target);
	own_borrow(a, source);
	own_borrow(b, target);
	if (a == b)
		return -EINVAL;

	own_guard_pair(spinlock, out, a, in, b, state);
	own_auto(parcel_own, p, parcel_queue_pop(&out->queue));
	if (own_none(p))
		return -ENOMSG;
	if (in->dead) {
		parcel_queue_push_front(&out->queue, own_take(p));
		return -EPIPE;
	}
	out->bytes -= own_use(p)->len;
	in->bytes += own_use(p)->len;
	parcel_queue_push(&in->queue, own_take(p));
	return 0;
}
