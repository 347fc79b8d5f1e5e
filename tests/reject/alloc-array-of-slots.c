// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: an object has an array of members that own, and its end names none
 * Rust: none (the compiler drops every member)
 * gcc: error: assignment of read-only location
 * clang context-analysis: silent: clang does not look for const members in an array
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not look for const members
 * tokens: warning: own: member 'places' of struct rack owns, and the end of 'rack_own' does not name it
 */
#include "../prelude.h"

struct rack {
	struct parcel_own_slot places[4];
};

#ifdef MENDED
static void rack_end(struct rack *rack)
{
	for (int i = 0; i < ARRAY_SIZE(rack->places); i++) {
		own_auto(parcel_own, p, parcel_own_take_from(&rack->places[i]));
	}
}
DEFINE_OWN(rack_own, struct rack, OWN_KMALLOC, own_run(rack_end));
#else
DEFINE_OWN(rack_own, struct rack, OWN_KMALLOC);	/* ERROR: gcc tokens */
#endif
