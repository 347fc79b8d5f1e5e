// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: user memory is copied by hand below strict.h
 * Rust: E0133
 * gcc: error: attempt to use poisoned "copy_from_user"
 * clang: error: attempt to use a poisoned identifier
 * context-analysis: error: attempt to use a poisoned identifier
 * coccinelle: silent: the compilers reject it
 * sparse: silent: it knows no poison
 */
#include "../prelude.h"

#include <own/strict.h>

struct record {
	u32 tag;
	u32 len;
};

int fetch(struct record *record, const void __user *from)
{
#ifdef MENDED
	struct own_user_reader reader = own_user_reader_from(from, sizeof(*record));

	return own_user_read(object, &reader, record);
#else
	return copy_from_user(record, from, sizeof(*record)) ? -EFAULT : 0;	/* ERROR: gcc clang context-analysis */
#endif
}
