// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: the first version of a structure is said to be larger than the structure
 * Rust: none (const_assert!() would say it)
 * gcc clang context-analysis: error: static assertion failed.*own: the first version is larger than the structure
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: warning: static assertion failed: "own: the first version is larger than the structure"
 */
#include "../prelude.h"
#include <own/user.h>

struct record {
	u32 tag;
	u32 offset;
	u32 length;
};

int next(struct own_user_reader *from, struct record *record)
{
#ifdef MENDED
	return own_user_read(versioned, from, record, 8);
#else
	return own_user_read(versioned, from, record, 16);	/* ERROR */
#endif
}
