// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: an owner is made from a raw pointer, and nobody says why that is right
 * Rust: none: clippy asks for the comment
 * gcc: silent: comments are nothing to it
 * clang: silent: comments are nothing to it
 * context-analysis: silent: comments are nothing to it
 * coccinelle: silent: comments are nothing to it
 * sparse: silent: comments are nothing to it
 * tokens: warning: own: own_unsafe_from\(\) without a SAFETY: comment
 */
#include "../prelude.h"

void adopt(struct parcel *parcel)
{
#ifdef MENDED
	/* SAFETY: the caller found it on no list and forgets it. */
	parcel_send(own_unsafe_from(parcel_own, parcel));
#else
	parcel_send(own_unsafe_from(parcel_own, parcel));	/* ERROR */
#endif
}
