// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a structure with a hole is written to user space, and with it four bytes of the stack
 * Rust: E0277 (not AsBytes)
 * gcc: error: own: the type of '\*&status' has padding
 * clang context-analysis: silent: clang has no __builtin_clear_padding()
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"
#include <own/user.h>

struct status {
	u32 tag;
#ifdef MENDED
	u32 reserved;
#endif
	u64 bytes;
};

int give_status(struct own_user_writer *to, u32 tag, u64 bytes)
{
	struct status status = { .tag = tag, .bytes = bytes };

	return own_user_write(object, to, &status);	/* ERROR */
}
