// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: one reference is put twice
 * Rust: E0382
 * gcc: error: own: 'b' is taken or dropped here, but on some path it was taken or dropped before
 * clang: error: own: 'b' is taken or dropped here, but on some path it was taken or dropped before
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

void release(struct box_ref ref)
{
	own_auto(box_ref, b, ref);

	own_drop(box_ref, b);
#ifndef MENDED
	own_drop(box_ref, b);	/* ERROR */
#endif
}
