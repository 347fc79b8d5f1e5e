// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a slice of a local array is returned
 * Rust: E0515
 * gcc clang context-analysis: silent: a slice is a value, and what it points to is not followed
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 * own-check: warning: own: 'text' ends with this function, and a pointer to it is returned
 */
#include "../prelude.h"
#include <own/slice.h>

#ifdef MENDED
struct own_bytes banner(struct own_bytes_mut text)
{
	return own_bytes_const(text);
}
#else
struct own_bytes banner(void)
{
	u8 text[8] = "parcel";

	return own_slice_of(own_bytes, text);	/* ERROR */
}
#endif
