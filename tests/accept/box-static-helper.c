// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: helpers that the compiler may inline, each with owned parameters and results
 */
#include "../prelude.h"

static struct parcel_own_result stamped(struct parcel_own parcel, u32 tag)
{
	own_auto(parcel_own, p, parcel);

	if (!tag)
		return own_fail(parcel_own, -EINVAL);
	own_mut(p)->tag = tag;
	return own_ok(p);
}

static struct parcel_own_result summed(struct parcel_own parcel)
{
	own_auto(parcel_own, p, parcel);

	for (size_t i = 0; i < own_use(p)->len; i++)
		own_mut(p)->sum += own_use(p)->data[i];
	return own_ok(p);
}

int send(size_t len, u32 tag)
{
	own_auto(parcel_own, fresh, parcel_new(len));

	if (own_none(fresh))
		return own_err(fresh);
	own_auto(parcel_own, p, stamped(own_take(fresh), tag));
	if (own_none(p))
		return own_err(p);
	own_refill(parcel_own, p, summed(own_take(p)));
	if (own_none(p))
		return own_err(p);
	parcel_send(own_take(p));
	return 0;
}
