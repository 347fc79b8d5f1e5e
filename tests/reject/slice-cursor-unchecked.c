// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a number is taken off a message that may be at its end
 * Rust: E0308 (a Result is not the value)
 * gcc clang: error: own: the value of 'tag' is used here, but on some path it is an errno
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"
#include <own/slice.h>

int tag_of(struct own_bytes message)
{
	struct own_cursor at = own_cursor_from(message);

	own_result(own_u32_result, tag, own_cursor_le32(&at));
#ifdef MENDED
	if (own_none(tag))
		return own_err(tag);
#endif
	return own_value(tag) & 0xff;	/* ERROR */
}
