// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a reference is put by hand below strict.h
 * Rust: E0133
 * gcc: error: attempt to use poisoned "kref_put"
 * gcc: error: passing argument 1 of 'kref_put' discards 'const' qualifier
 * clang: error: attempt to use a poisoned identifier
 * clang: error: passing 'const struct kref \*' to parameter of type 'struct kref \*' discards qualifiers
 * context-analysis: error: attempt to use a poisoned identifier
 * coccinelle: silent: the compilers reject it
 * sparse: warning: incorrect type in argument 1 \(different modifiers\)
 */
#include "../prelude.h"

#include <own/strict.h>

void forget(struct box_ref box)
{
	own_auto(box_ref, b, box);

#ifdef MENDED
	own_drop(box_ref, b);
#else
	kref_put(&own_use(b)->refs, NULL);	/* ERROR */
#endif
}
