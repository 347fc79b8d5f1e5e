/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef OWN_TESTS_MODES_PARCEL_H
#define OWN_TESTS_MODES_PARCEL_H

#include <linux/module.h>
#include <own/box.h>
#include <own/locked.h>
#include <own/queue.h>

/* How many parcels there are, so that a module can see that it lost none. */
static int parcels;

struct parcel {
	struct list_head node;
	unsigned int tag;
};

static inline void parcel_free(struct parcel *parcel)
{
	parcels--;
	kfree(parcel);
}

DEFINE_OWN(parcel_own, struct parcel, parcel_free);
DEFINE_OWN_QUEUE(parcel_queue, parcel_own, struct parcel, node);

static inline struct parcel_own_result parcel_new(unsigned int tag)
{
	own_auto(parcel_own, p, own_alloc(parcel_own, GFP_KERNEL));

	if (own_none(p))
		return own_pass(p);
	parcels++;
	own_mut(p)->tag = tag;
	return own_ok(p);
}

#endif /* OWN_TESTS_MODES_PARCEL_H */
