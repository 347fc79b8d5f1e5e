// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: the end of an object names a member as what it is not
 * Rust: E0308
 * gcc: error: incompatible type for argument 1 of '__box_ref_end_member'|passing argument 1 of '__box_ref_end_member'
 * clang: error: passing .* to parameter of incompatible type '__box_ref_member'
 * context-analysis: error: passing .* to parameter of incompatible type '__box_ref_member'
 * coccinelle: silent: this is a matter of types
 * sparse: warning: incorrect type in argument 1
 */
#include "../prelude.h"

struct shelf {
	unsigned int id;
	struct parcel_own_slot spare;
};
#ifdef MENDED
DEFINE_OWN(shelf_own, struct shelf, OWN_KMALLOC, own_member(parcel_own, spare));
#else
DEFINE_OWN(shelf_own, struct shelf, OWN_KMALLOC, own_member(box_ref, spare));	/* ERROR */
#endif
