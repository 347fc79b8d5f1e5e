// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a reference is counted and then thrown away
 * Rust: none (unused_must_use; leaking is safe in Rust)
 * gcc: error: ignoring return value of type .struct box_ref., declared with attribute .nodiscard.
 * clang: error: ignoring return value of type 'box_ref' declared with 'nodiscard' attribute
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: the compilers know
 * sparse: silent: it does not know the attribute
 */
#include "../prelude.h"

struct box_ref share(struct box *box)
{
#ifndef MENDED
	box_ref_get(box);	/* ERROR */
#endif
	return box_ref_get(box);
}
