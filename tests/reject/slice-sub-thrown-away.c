// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a part is asked for and not kept, as if the slice itself had become shorter
 * Rust: none (unused_must_use warns)
 * gcc clang: error: ignoring return value of type .struct own_bytes_result., declared with attribute .nodiscard.|ignoring return value of type 'own_bytes_result' declared with 'nodiscard' attribute
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"
#include <own/slice.h>

void print(struct own_bytes text);

int print_behind(struct own_bytes text, size_t header)
{
	if (header > own_slice_len(text))
		return -ERANGE;
#ifdef MENDED
	own_result(own_bytes_result, rest, own_bytes_sub(text, header, own_slice_len(text) - header));

	if (own_none(rest))
		return own_err(rest);
	print(own_value(rest));
#else
	own_bytes_sub(text, header, own_slice_len(text) - header);	/* ERROR */
	print(text);
#endif
	return 0;
}
