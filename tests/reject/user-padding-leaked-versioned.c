// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a structure that grows has a hole, and is written to user space
 * Rust: E0277 (not AsBytes)
 * gcc: error: own: the type of '\*status' has padding
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

int give_status(struct own_user_writer *to, const struct status *status)
{
	return own_user_write(versioned, to, status, NULL);	/* ERROR */
}
