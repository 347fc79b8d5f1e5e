// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: an index in memory is tested, and read again after a call that may change it
 * Rust: none (a shared reference promises that it does not change)
 * clang: warning: own: 'at->i' is not proved to be less than own_slice_len\(s\); copy both to locals and test them, or use the checked _get\(\)
 * gcc: error: own: 'at->i' is not proved to be less than own_slice_len\(s\)
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 *
 * The compiler is right: the called function may change it.
 */
#include "../prelude.h"
#include <own/slice.h>

struct place {
	size_t i;
};

int byte_at_place(struct own_bytes s, struct place *at)
{
#ifdef MENDED
	size_t i = at->i;

	if (i >= own_slice_len(s) || !ready(0))
		return -ERANGE;
	return own_slice_at(s, i);
#else
	if (at->i >= own_slice_len(s) || !ready(0))
		return -ERANGE;
	return own_slice_at(s, at->i);	/* ERROR */
#endif
}
