// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a structure from user space is not asked whether it arrived
 * Rust: none (unused_must_use warns)
 * gcc: error: ignoring return value of .versioned_own_user_read. declared with attribute .warn_unused_result.
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

int tag_of(const void __user *address, size_t length)
{
	struct own_user_reader from = own_user_reader_from(address, length);
	struct record record = { };

#ifdef MENDED
	int err = own_user_read(versioned, &from, &record, 8);

	if (err)
		return err;
#else
	own_user_read(versioned, &from, &record, 8);	/* ERROR */
#endif
	return record.tag & 0xff;
}
