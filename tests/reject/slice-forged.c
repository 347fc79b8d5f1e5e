// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a slice is made of a pointer and a length, without the word unsafe
 * Rust: E0423 (a field is private)
 * gcc: silent: gcc 12 does not see a private member in an initialiser
 * clang context-analysis: error: '__data' is unavailable: own: private
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 * tokens: warning: own: __data is private to the library; reach it through the macros
 */
#include "../prelude.h"
#include <own/slice.h>

struct own_bytes text_of(const char *text, size_t length)
{
#ifdef MENDED
	/* SAFETY: the caller says how long the text is. */
	return own_slice_unsafe_from(own_bytes, (const u8 *)text, length);
#else
	return (struct own_bytes){ .__data = (const u8 *)text };	/* ERROR */
#endif
}
