// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: bytes are skipped that may not be there
 * Rust: none (unused_must_use warns)
 * gcc: error: ignoring return value of .own_user_skip. declared with attribute .warn_unused_result.
 * clang: error: ignoring return value of function declared with 'warn_unused_result' attribute
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"
#include <own/user.h>

struct record {
	u32 tag;
	u32 offset;
	u32 length;
};

int second(const void __user *address, size_t length, struct record *record)
{
	struct own_user_reader from = own_user_reader_from(address, length);

#ifdef MENDED
	int err = own_user_skip(&from, sizeof(*record));

	if (err)
		return err;
#else
	own_user_skip(&from, sizeof(*record));	/* ERROR */
#endif
	return own_user_read(object, &from, record);
}
