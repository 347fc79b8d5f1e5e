// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a function that ends an object uses a member that its end has emptied before
 * Rust: none (Drop::drop() runs first)
 * gcc clang context-analysis: silent: the steps are in the order in which they are written, and what was emptied is not followed
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

struct shelf {
	struct box_ref_once box;
};

static void shelf_end(struct shelf *shelf)
{
	wake_up(own_shared(&box_ref_of(&shelf->box)->writers));
}

#ifdef MENDED
DEFINE_OWN(shelf_own, struct shelf, OWN_KMALLOC, own_run(shelf_end), own_member(box_ref, box));
#else
DEFINE_OWN(shelf_own, struct shelf, OWN_KMALLOC, own_member(box_ref, box), own_run(shelf_end));
#endif
