// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: an object is freed by hand below strict.h
 * Rust: E0133
 * gcc: error: attempt to use poisoned "kfree"
 * clang: error: attempt to use a poisoned identifier
 * context-analysis: error: attempt to use a poisoned identifier
 * coccinelle: silent: the compilers reject it
 * sparse: silent: it knows no poison
 */
#include "../prelude.h"

#include <own/strict.h>

void end(struct parcel_own parcel)
{
	own_auto(parcel_own, p, parcel);

#ifdef MENDED
	own_drop(parcel_own, p);
#else
	/* SAFETY: it is freed at once. */
	kfree(own_unsafe_into(p));	/* ERROR: gcc clang context-analysis */
#endif
}
