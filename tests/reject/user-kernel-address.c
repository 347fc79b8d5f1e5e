// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: an address of the kernel is read as if it were of user space
 * Rust: E0308 (a UserPtr is not a pointer)
 * gcc clang context-analysis: silent: __user is for sparse
 * sparse: warning: incorrect type in argument 1 \(different address spaces\)
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 */
#include "../prelude.h"
#include <own/user.h>

#ifdef MENDED
int fill(const void __user *address, size_t length, struct own_bytes_mut bytes)
#else
int fill(const void *address, size_t length, struct own_bytes_mut bytes)
#endif
{
	struct own_user_reader from = own_user_reader_from(address, length);	/* ERROR */

	return own_user_read(slice, &from, bytes);
}
