// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct but rejected: half the length is less than the length
 * Rust: none
 * gcc: error: own: 'own_slice_len\(s\) / 2' is not proved to be less than own_slice_len\(s\)
 * clang context-analysis: silent: clang follows it
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 *
 * The checked form costs a comparison.
 */
#include "../prelude.h"
#include <own/slice.h>

int middle(struct own_bytes s)
{
	if (!own_slice_len(s))
		return -ENODATA;
#ifdef MENDED
	own_result(own_bytes_item, byte, own_bytes_get(s, own_slice_len(s) / 2));
	if (own_none(byte))
		return own_err(byte);
	return *own_value(byte);
#else
	return own_slice_at(s, own_slice_len(s) / 2);	/* ERROR: gcc */
#endif
}
