// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: the address in a reader is reached behind its back, to copy from it again
 * Rust: E0616 (a field is private)
 * gcc clang context-analysis: error: .__at. is unavailable: own: private
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"
#include <own/user.h>

int fill(struct own_user_reader *from, struct own_bytes_mut bytes)
{
#ifndef MENDED
	if (!access_ok(from->__at, 1))	/* ERROR */
		return -EFAULT;
#endif
	return own_user_read(slice, from, bytes);
}
