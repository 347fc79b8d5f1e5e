// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: elements that pass a test move to another queue, the others are dropped
 */
#include "../prelude.h"

int filter(struct parcel_queue *from, struct parcel_queue *to)
{
	int moved = 0;

	for (;;) {
		own_auto(parcel_own, p, parcel_queue_pop(from));

		if (own_none(p))
			return moved;
		if (parcel_check(own_use(p)))
			continue;
		parcel_queue_push(to, own_take(p));
		moved++;
	}
}
