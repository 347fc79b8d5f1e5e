// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a member gets a new object, and the old one is thrown away
 * Rust: none (unused_must_use; leaking is safe in Rust)
 * gcc: error: ignoring return value of type .struct parcel_own_result., declared with attribute .nodiscard.
 * clang: error: ignoring return value of type 'parcel_own_result' declared with 'nodiscard' attribute
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: the compilers know
 * sparse: silent: it does not know the attribute
 */
#include "../prelude.h"

void set_spare(struct box *box, struct parcel_own parcel)
{
	own_auto(parcel_own, p, parcel);
	own_guard(mutex, settings, &box->settings);

#ifdef MENDED
	own_auto(parcel_own, old, parcel_own_swap(&settings->spare, own_take(p)));
#else
	parcel_own_swap(&settings->spare, own_take(p));	/* ERROR */
#endif
}
