// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: user memory is read into a slice for reading
 * Rust: E0308
 * gcc: error: incompatible type for argument 2 of .slice_own_user_read.
 * clang context-analysis: error: passing 'struct own_bytes' to parameter of incompatible type 'struct own_bytes_mut'
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: warning: incorrect type in argument 2 \(invalid types\)
 */
#include "../prelude.h"
#include <own/user.h>

#ifdef MENDED
int fill(struct own_user_reader *from, struct own_bytes_mut bytes)
#else
int fill(struct own_user_reader *from, struct own_bytes bytes)
#endif
{
	int err;

	err = own_user_read(slice, from, bytes);	/* ERROR */
	return err;
}
