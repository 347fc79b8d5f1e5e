// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: an object is allocated by hand below strict.h
 * Rust: E0133
 * gcc: error: (attempt to use poisoned "kzalloc"|implicit declaration of function .kzalloc)
 * gcc: warning: makes pointer from integer without a cast
 * clang context-analysis: error: (attempt to use a poisoned identifier|undeclared function .kzalloc.|incompatible integer to pointer conversion)
 * coccinelle: silent: the compilers reject it
 * sparse: warning: undefined identifier .kzalloc.
 */
#include "../prelude.h"

#include <own/strict.h>

struct parcel_own_result make(void)
{
#ifdef MENDED
	return own_alloc(parcel_own, GFP_KERNEL);
#else
	struct parcel *parcel = kzalloc(sizeof(*parcel), GFP_KERNEL);	/* ERROR: gcc clang context-analysis sparse */

	/* SAFETY: it was just allocated. */
	return own_unsafe_result(parcel_own, parcel);
#endif
}
