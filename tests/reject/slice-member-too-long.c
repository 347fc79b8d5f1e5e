// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a count that nobody compared with the size of the array is believed
 * Rust: none (panics when it runs)
 * clang: warning: own: 'used' is not proved to be within the array 'name'; test it first
 * gcc: error: own: 'used' is not proved to be within the array 'name'
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"
#include <own/slice.h>

struct label {
	u8 used;
	u8 name[16];
	u32 serial;
};

void print(struct own_bytes text);

int print_label(const struct label *label)
{
#ifdef MENDED
	if (label->used > sizeof(label->name))
		return -EINVAL;
#endif
	print(own_slice_of_member(own_bytes, label, name, used));	/* ERROR */
	return 0;
}
