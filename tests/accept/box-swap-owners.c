// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: two owners change places through a third
 */
#include "../prelude.h"

int exchange(struct parcel_own left, struct parcel_own right)
{
	own_auto(parcel_own, a, left);
	own_auto(parcel_own, b, right);

	if (own_use(a)->sum > own_use(b)->sum) {
		own_auto(parcel_own, held, own_take(a));

		own_refill(parcel_own, a, own_take(b));
		own_refill(parcel_own, b, own_take(held));
	}
	if (own_none(a) || own_none(b))
		return -ENOENT;
	parcel_send(own_take(a));
	parcel_send(own_take(b));
	return 0;
}
