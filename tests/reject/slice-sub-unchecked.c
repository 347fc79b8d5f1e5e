// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a part of a slice is used without the test that it lies inside
 * Rust: E0308 (an Option is not a slice)
 * gcc clang: error: own: the value of 'part' is used here, but on some path it is an errno
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"
#include <own/slice.h>

void print(struct own_bytes text);

int print_record(struct own_bytes payload, u32 offset, u32 length)
{
	own_result(own_bytes_result, part, own_bytes_sub(payload, offset, length));

#ifdef MENDED
	if (own_none(part))
		return own_err(part);
#endif
	print(own_value(part));	/* ERROR */
	return 0;
}
