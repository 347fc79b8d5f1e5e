// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a reference is put by hand below strict.h
 * Rust: E0133
 * gcc: error: attempt to use poisoned "kref_put"
 * clang: error: attempt to use a poisoned identifier
 * context-analysis: error: attempt to use a poisoned identifier
 * coccinelle: silent: the compilers reject it
 * sparse: silent: it knows no poison
 */
#include "../prelude.h"

#include <own/strict.h>

void forget(struct box_ref box)
{
	own_auto(box_ref, b, box);

#ifdef MENDED
	own_drop(box_ref, b);
#else
	kref_put(&own_use(b)->refs, NULL);	/* ERROR: gcc clang context-analysis */
#endif
}
