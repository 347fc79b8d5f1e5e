// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a reference is refilled with a unique owner of the same object
 * Rust: E0308
 * gcc: error: static assertion failed: "own: b was not declared with box_own"
 * clang context-analysis: error: static assertion failed .* own: b was not declared with box_own
 * coccinelle: silent: this is a matter of types
 * sparse: warning: static assertion failed: "own: b was not declared with box_own"
 */
#include "../prelude.h"

int replace(struct box_ref ref)
{
	own_auto(box_ref, b, ref);

	own_drop(box_ref, b);
#ifdef MENDED
	return own_refill(box_ref, b, box_find(1));
#else
	return own_refill(box_own, b, own_alloc(box_own, GFP_KERNEL));	/* ERROR */
#endif
}
