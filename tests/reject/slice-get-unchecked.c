// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: an element is looked up with the checked form, and the check is not looked at
 * Rust: E0614 (an Option is not a reference)
 * gcc clang: error: own: the value of 'byte' is used here, but on some path it is an errno
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"
#include <own/slice.h>

int byte_of(struct own_bytes s, size_t i)
{
	own_result(own_bytes_item, byte, own_bytes_get(s, i));

#ifdef MENDED
	if (own_none(byte))
		return own_err(byte);
#endif
	return *own_value(byte);	/* ERROR */
}
