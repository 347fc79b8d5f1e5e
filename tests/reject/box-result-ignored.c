// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: the object that a function returns is thrown away
 * Rust: none (unused_must_use; leaking is safe in Rust)
 * gcc clang: error: ignoring return value of type .struct parcel_own_result., declared with attribute .nodiscard.|ignoring return value of type 'parcel_own_result' declared with 'nodiscard' attribute
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

int drain_one(struct box *box)
{
#ifdef MENDED
	own_auto(parcel_own, p, box_pop(box));

	return own_err(p);
#else
	box_pop(box);	/* ERROR */
	return 0;
#endif
}
