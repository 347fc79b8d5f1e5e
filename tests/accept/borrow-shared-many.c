// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: several readers of one object at the same time
 */
#include "../prelude.h"

static int compare(const struct parcel *a, const struct parcel *b)
{
	return a->len == b->len ? 0 : a->len < b->len ? -1 : 1;
}

int check(struct box *box)
{
	own_auto(parcel_own, p, box_pop(box));

	if (own_none(p))
		return own_err(p);
	own_borrow(first, p);
	own_borrow(second, p);
	return compare(first, second) ?: parcel_check(own_use(p));
}
