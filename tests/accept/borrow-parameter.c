// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: a function that borrows is an ordinary function with an ordinary pointer
 */
#include "../prelude.h"

static u32 sum_of(const struct parcel *parcel)
{
	u32 sum = 0;

	for (size_t i = 0; i < parcel->len; i++)
		sum = sum * 31 + parcel->data[i];
	return sum;
}

static void stamp(struct parcel *parcel)
{
	parcel->sum = sum_of(parcel);
}

int send(size_t len)
{
	own_auto(parcel_own, p, parcel_new(len));

	if (own_none(p))
		return own_err(p);
	stamp(own_mut(p));
	if (own_use(p)->sum != sum_of(own_use(p)))
		return -EIO;
	parcel_send(own_take(p));
	return 0;
}
