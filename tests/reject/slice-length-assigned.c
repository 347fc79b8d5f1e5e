// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a slice is made longer by assigning to its length
 * Rust: E0070 (len() is not a place)
 * gcc: error: lvalue required as left operand of assignment
 * clang context-analysis: error: expression is not assignable
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: warning: not an lvalue
 */
#include "../prelude.h"
#include <own/slice.h>

int cut(struct own_bytes *text, size_t length)
{
#ifdef MENDED
	own_result(own_bytes_result, part, own_bytes_sub(*text, 0, length));

	if (own_none(part))
		return own_err(part);
	*text = own_value(part);
#else
	own_slice_len(*text) = length;	/* ERROR */
#endif
	return 0;
}
