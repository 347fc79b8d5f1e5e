// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: an owned value is made out of a pointer, without the word unsafe
 * Rust: E0423 (a field is private)
 * gcc: silent: gcc 12 does not see a private member in an initialiser
 * clang context-analysis: error: '__object' is unavailable: own: private
 * coccinelle: warning: own: a cast makes a 'struct parcel_own' of something else; only own_unsafe_from\(\) does, and says why it may
 * sparse: silent: it does not know the attribute
 * tokens: warning: own: __object is private to the library; reach it through the macros
 */
#include "../prelude.h"

struct parcel_own adopt(struct parcel *parcel)
{
#ifdef MENDED
	/* SAFETY: the caller gives the parcel up. */
	return own_unsafe_from(parcel_own, parcel);
#else
	return (struct parcel_own){ .__object = parcel };	/* ERROR */
#endif
}
