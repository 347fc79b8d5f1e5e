// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: user memory is read into a slice for reading
 * Rust: E0308
 * gcc: error: incompatible type for argument 2 of .slice_user_read.
 * clang context-analysis: error: passing 'struct slice' to parameter of incompatible type 'struct slice_mut'
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: warning: incorrect type in argument 2 \(invalid types\)
 */
#include "../prelude.h"
#include <own/user.h>

#ifdef MENDED
int fill(struct user_reader *from, struct slice_mut bytes)
#else
int fill(struct user_reader *from, struct slice bytes)
#endif
{
	int err;

	err = user_read(slice, from, bytes);	/* ERROR */
	return err;
}
