// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a copy out of an iov_iter is not asked whether it worked
 * Rust: none (unused_must_use warns)
 * gcc: error: ignoring return value of .slice_own_user_iter_read. declared with attribute .warn_unused_result.
 * clang: error: ignoring return value of function declared with 'warn_unused_result' attribute
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"
#include <own/user.h>

int fill(struct iov_iter *from, struct own_bytes_mut bytes)
{
#ifdef MENDED
	return own_user_iter_read(slice, from, bytes);
#else
	own_user_iter_read(slice, from, bytes);	/* ERROR */
	return 0;
#endif
}
