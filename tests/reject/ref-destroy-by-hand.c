// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a counted object is destroyed although others may hold references
 * Rust: E0308
 * gcc: error: static assertion failed: "own: b was not declared with box_own"
 * clang context-analysis: error: static assertion failed .* own: b was not declared with box_own
 * coccinelle: silent: this is a matter of types
 * sparse: warning: static assertion failed: "own: b was not declared with box_own"
 */
#include "../prelude.h"

void release(struct box_ref ref)
{
	own_auto(box_ref, b, ref);

#ifdef MENDED
	own_drop(box_ref, b);
#else
	own_drop(box_own, b);	/* ERROR */
#endif
}
