// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: an array of members that own, instead of an array of owners
 */
#include "../prelude.h"

struct ring {
	struct parcel_own_slot slot[8];
	unsigned int next;
};

struct parcel_own_result ring_replace(struct ring *ring, struct parcel_own parcel)
{
	own_auto(parcel_own, p, parcel);
	unsigned int at = ring->next++ % ARRAY_SIZE(ring->slot);

	return parcel_own_swap(&ring->slot[at], own_take(p));
}

void ring_clear(struct ring *ring)
{
	for (unsigned int i = 0; i < ARRAY_SIZE(ring->slot); i++) {
		own_auto(parcel_own, gone, parcel_own_take_from(&ring->slot[i]));
	}
}
