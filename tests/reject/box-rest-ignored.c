// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a push fails, and the object that it hands back is thrown away
 * Rust: none (unused_must_use; leaking is safe in Rust)
 * gcc: error: ignoring return value of type .struct parcel_own_rest., declared with attribute .nodiscard.
 * clang: error: ignoring return value of type 'parcel_own_rest' declared with 'nodiscard' attribute
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: the compilers know
 * sparse: silent: it does not know the attribute
 */
#include "../prelude.h"

int send(struct box *box, size_t len)
{
	own_auto(parcel_own, p, parcel_new(len));

	if (own_none(p))
		return own_err(p);
#ifdef MENDED
	return own_rest(p, box_push(box, own_take(p)));
#else
	box_push(box, own_take(p));	/* ERROR */
	return 0;
#endif
}
