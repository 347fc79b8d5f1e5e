// SPDX-License-Identifier: GPL-2.0-only
/* Rules dead, escape, value and alias. */
#include "../prelude.h"

u32 tag_after_take(struct parcel_own parcel)
{
	own_auto(parcel_own, p, parcel);
	const struct parcel *raw = own_use(p);

	parcel_send(own_take(p));
	return raw->tag;	/* SAYS: dead */
}

const struct parcel *returned(struct parcel_own parcel)
{
	own_auto(parcel_own, p, parcel);

	return own_use(p);	/* SAYS: dead */
}

struct box_state *out_of_guard(struct box *box)
{
	own_guard(spinlock, state, &box->state);

	return state;	/* SAYS: dead */
}

static const struct parcel *latest;

void stored(struct parcel_own parcel)
{
	own_auto(parcel_own, p, parcel);

	latest = own_use(p);	/* SAYS: escape */
}

void twice(struct parcel_own parcel)
{
	parcel_send(parcel);
	parcel_send(parcel);	/* SAYS: value */
}

void both(struct parcel *a, struct parcel *b);

void one_as_two(struct parcel_own parcel)
{
	own_auto(parcel_own, p, parcel);

	both(own_mut(p), own_mut(p));	/* SAYS: alias */
}

u32 correct(struct parcel_own parcel)
{
	own_auto(parcel_own, p, parcel);
	u32 tag = own_use(p)->tag;

	parcel_send(own_take(p));
	return tag;
}
