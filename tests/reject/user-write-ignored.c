// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a copy to user space is not asked whether it worked
 * Rust: none (unused_must_use warns)
 * gcc: error: ignoring return value of .slice_own_user_write. declared with attribute .warn_unused_result.
 * clang: error: ignoring return value of function declared with 'warn_unused_result' attribute
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"
#include <own/user.h>

ssize_t give(void __user *address, size_t length, struct own_bytes bytes)
{
	struct own_user_writer to = own_user_writer_from(address, length);

#ifdef MENDED
	return own_user_write(slice, &to, bytes) ?: (ssize_t)own_slice_len(bytes);
#else
	own_user_write(slice, &to, bytes);	/* ERROR */
	return own_slice_len(bytes);
#endif
}
