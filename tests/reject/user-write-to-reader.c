// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: what should be read is written
 * Rust: E0599 (a reader cannot write)
 * gcc: error: passing argument 1 of .object_own_user_write. from incompatible pointer type
 * clang: error: incompatible pointer types passing 'struct own_user_reader \*' to parameter of type 'struct own_user_writer \*'
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: warning: incorrect type in argument 1 \(different base types\)
 */
#include "../prelude.h"
#include <own/user.h>

struct record {
	u32 tag;
	u32 offset;
	u32 length;
};

#ifdef MENDED
int answer(struct own_user_writer *range, const struct record *record)
#else
int answer(struct own_user_reader *range, const struct record *record)
#endif
{
	return own_user_write(object, range, record);	/* ERROR */
}
