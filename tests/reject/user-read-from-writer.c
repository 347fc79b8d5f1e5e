// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: what should be written is read
 * Rust: E0599 (a writer cannot read)
 * gcc: error: passing argument 1 of .object_own_user_read. from incompatible pointer type
 * clang: error: incompatible pointer types passing 'struct own_user_writer \*' to parameter of type 'struct own_user_reader \*'
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
int next(struct own_user_reader *range, struct record *record)
#else
int next(struct own_user_writer *range, struct record *record)
#endif
{
	return own_user_read(object, range, record);	/* ERROR */
}
