// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: an owner is made of a raw pointer, and nobody says why that is right
 * Rust: E0133 (unsafe outside of an unsafe block)
 * gcc: silent: a comment is nothing to a compiler
 * clang: silent: a comment is nothing to a compiler
 * context-analysis: silent: a comment is nothing to a compiler
 * coccinelle: silent: a comment is nothing to Coccinelle
 * sparse: silent: a comment is nothing to sparse
 * tokens: warning: own: own_unsafe_from\(\) without a SAFETY: comment that says why it is right
 */
#include "../prelude.h"

void done(void *context)
{
#ifdef MENDED
	/* SAFETY: the one who registered this callback gave the parcel up. */
#endif
	own_auto(parcel_own, p, own_unsafe_from(parcel_own, context));	/* ERROR */

	parcel_send(own_take(p));
}
