// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: the bytes of structures with a hole behind each are shown
 * Rust: E0277 (not AsBytes)
 * gcc: error: own: 'struct status' has padding
 * clang context-analysis: silent: clang has no __builtin_clear_padding()
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"
#include <own/slice.h>

struct status {
	u64 bytes;
	u8 state;
#ifdef MENDED
	u8 reserved[7];
#endif
};

DEFINE_OWN_SLICE(status_slice, struct status);	/* ERROR */

void print(struct own_bytes bytes);

void print_all(struct status_slice all)
{
	print(status_slice_bytes(all));
}
