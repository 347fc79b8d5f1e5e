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

/* A copy is a loan as well, however it is made. */
struct label {
	const struct parcel *parcel;
	unsigned int number;
};

u32 copied_pointer(struct parcel_own parcel)
{
	own_auto(parcel_own, p, parcel);
	const struct parcel *raw = own_use(p), *copy;

	memcpy(&copy, &raw, sizeof(copy));
	parcel_send(own_take(p));
	return copy->tag;	/* SAYS: dead */
}

u32 copied_structure(struct parcel_own parcel)
{
	own_auto(parcel_own, p, parcel);
	struct label label = { own_use(p) }, copy, bytes;

	copy = label;
	memcpy(&bytes, &copy, sizeof(bytes));
	parcel_send(own_take(p));
	return bytes.parcel->tag;	/* SAYS: dead */
}

u32 copied_by_literal(struct parcel_own parcel)
{
	own_auto(parcel_own, p, parcel);
	struct label label = { own_use(p) }, copy;

	copy = (struct label){ .parcel = label.parcel, .number = 2 };
	parcel_send(own_take(p));
	return copy.parcel->tag;	/* SAYS: dead */
}

u32 copied_through_union(struct parcel_own parcel)
{
	own_auto(parcel_own, p, parcel);
	union {
		const struct parcel *parcel;
		unsigned long number;
	} both;
	const struct parcel *copy;

	both.parcel = own_use(p);
	copy = (const struct parcel *)both.number;
	parcel_send(own_take(p));
	return copy->tag;	/* SAYS: dead */
}

/* What is stored over a loan ends that copy of it. */
u32 cleared(struct parcel_own parcel)
{
	own_auto(parcel_own, p, parcel);
	struct label label = { own_use(p) };

	label.parcel = NULL;
	parcel_send(own_take(p));
	return label.parcel ? label.parcel->tag : 0;
}

u32 cleared_sometimes(struct parcel_own parcel)
{
	own_auto(parcel_own, p, parcel);
	struct label label = { own_use(p) };

	if (label.parcel->sum)
		label.parcel = NULL;
	parcel_send(own_take(p));
	return label.parcel ? label.parcel->tag : 0;	/* SAYS: dead */
}
