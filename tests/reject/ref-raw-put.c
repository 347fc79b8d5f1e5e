// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: the count of a borrowed object is put by hand
 * Rust: none (the count is private)
 * gcc: silent: the count is a member like any other
 * clang: silent: the count is a member like any other
 * context-analysis: silent: the count is a member like any other
 * coccinelle: silent: no rule looks for it
 * sparse: silent: the count is a member like any other
 */
#include "../prelude.h"

#ifndef MENDED
static void box_release(struct kref *count)
{
	box_destroy(container_of(count, struct box, refs));
}
#endif

void release(struct box_ref ref)
{
	own_auto(box_ref, b, ref);
	own_borrow(box, b);

	wake_up(&box->readers);
#ifndef MENDED
	kref_put(&box->refs, box_release);
#endif
}
