// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a header is copied off a message that may be shorter
 * Rust: none (unused_must_use warns)
 * gcc: error: ignoring return value of .own_cursor_copy. declared with attribute .warn_unused_result.
 * clang: error: ignoring return value of function declared with 'warn_unused_result' attribute
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"
#include <own/slice.h>

struct header {
	__le32 tag, length;
};

int length_of(struct own_bytes message)
{
	struct own_cursor at = own_cursor_from(message);
	struct header header;

#ifdef MENDED
	int err = own_cursor_copy(&at, own_slice_mut_of_object(header));

	if (err)
		return err;
#else
	own_cursor_copy(&at, own_slice_mut_of_object(header));	/* ERROR */
#endif
	return le32_to_cpu(header.length) & 0xffff;
}
