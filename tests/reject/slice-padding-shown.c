// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: the bytes of a structure with a hole are shown
 * Rust: E0277 (not AsBytes)
 * gcc: error: own: the type of 'status' has padding
 * clang context-analysis: silent: clang has no __builtin_clear_padding()
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"
#include <own/slice.h>

struct status {
	u32 tag;
#ifdef MENDED
	u32 reserved;
#endif
	u64 bytes;
};

void print(struct own_bytes bytes);

void print_status(u32 tag, u64 bytes)
{
	struct status status = { .tag = tag, .bytes = bytes };

	print(own_slice_of_object(status));	/* ERROR */
}
