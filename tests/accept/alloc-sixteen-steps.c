// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: an end with as many steps as there may be
 */
#include "../prelude.h"

struct shelf {
	struct parcel_own_slot a, b, c, d, e, f, g, h, i, j, k, l, m, n, o;
	OWN_LOCKED(struct mutex, struct parcel_own_slot) last;
};
DEFINE_OWN(shelf_own, struct shelf, OWN_KMALLOC,
	   own_member(parcel_own, a), own_member(parcel_own, b), own_member(parcel_own, c),
	   own_member(parcel_own, d), own_member(parcel_own, e), own_member(parcel_own, f),
	   own_member(parcel_own, g), own_member(parcel_own, h), own_member(parcel_own, i),
	   own_member(parcel_own, j), own_member(parcel_own, k), own_member(parcel_own, l),
	   own_member(parcel_own, m), own_member(parcel_own, n), own_member(parcel_own, o),
	   own_locked_member(parcel_own, last));

struct shelf_own_result shelf_new(gfp_t gfp)
{
	return own_alloc(shelf_own, gfp);
}
