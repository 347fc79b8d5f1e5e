// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a slice of a local array is returned
 * Rust: E0515
 * gcc clang context-analysis: silent: a slice is a value, and what it points to is not followed
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"
#include <own/slice.h>

#ifdef MENDED
struct slice banner(struct slice_mut text)
{
	return slice_const(text);
}
#else
struct slice banner(void)
{
	u8 text[8] = "parcel";

	return slice_of(slice, text);
}
#endif
