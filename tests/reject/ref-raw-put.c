// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: the count of a borrowed object is put by hand
 * Rust: none (the count is private)
 * gcc: error: passing argument 1 of 'kref_put' discards 'const' qualifier
 * clang: error: passing 'const struct kref \*' to parameter of type 'struct kref \*' discards qualifiers
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: no rule looks for it
 * sparse: warning: incorrect type in argument 1 \(different modifiers\)
 */
#include "../prelude.h"

void box_release(struct kref *count);

void release(struct box_ref ref)
{
	own_auto(box_ref, b, ref);
	own_borrow(box, b);

	wake_up(own_shared(&box->readers));
#ifndef MENDED
	kref_put(&box->refs, box_release);	/* ERROR */
#endif
}
