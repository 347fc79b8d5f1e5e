// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: functions that take plain pointers say how they borrow
 */
#include "../prelude.h"

static int seal(struct parcel *parcel) __own_borrows_mut(parcel);
static int seal(struct parcel *parcel)
{
	parcel->sum ^= parcel->tag;
	return parcel_setup(parcel);
}

static int weigh(const struct parcel *parcel) __own_borrows(parcel);
static int weigh(const struct parcel *parcel)
{
	return parcel_check(parcel) ?: parcel->len > 4096 ? -EMSGSIZE : 0;
}

int send(size_t len)
{
	own_auto(parcel_own, p, parcel_new(len));
	int err;

	if (own_none(p))
		return own_err(p);
	err = seal(own_mut(p));
	if (err)
		return err;
	for (int i = 0; i < 3; i++) {
		own_borrow_mut(borrowed, p);

		if (i == 2)
			break;
		err = seal(borrowed) ?: weigh(borrowed);
		if (err)
			return err;
	}
	if (weigh(own_use(p)))
		return -EMSGSIZE;
	parcel_send(own_take(p));
	return 0;
}
