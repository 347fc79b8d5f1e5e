// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a function that ends an object also frees it, as the end does
 * Rust: E0507
 * gcc clang context-analysis: silent: the pointer is not followed
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not follow values
 * own-check: warning: own: 'shelf_end' is a step of the end of its object, and frees it, which is freed again behind it
 */
#include "../prelude.h"

struct shelf {
	struct parcel_own_slot spare;
	char *label;
};

static void shelf_end(struct shelf *shelf)
{
	kfree(shelf->label);
#ifndef MENDED
	kfree(shelf);	/* ERROR */
#endif
}
DEFINE_OWN(shelf_own, struct shelf, OWN_KMALLOC, own_member(parcel_own, spare), own_run(shelf_end));
