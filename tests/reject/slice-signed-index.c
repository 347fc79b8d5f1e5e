// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: an int is compared with the upper bound only
 * Rust: E0277 (an index is a usize)
 * clang: warning: own: 'i' is not proved to be less than ARRAY_SIZE\(rates\); copy it to a local and test the local
 * gcc: error: own: 'i' is not proved to be less than ARRAY_SIZE\(rates\)
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"
#include <own/slice.h>

int rate_of(int i)
{
	static const int rates[] = { 1200, 2400, 9600, 19200 };

#ifdef MENDED
	if (i < 0 || i >= (int)ARRAY_SIZE(rates))
#else
	if (i >= (int)ARRAY_SIZE(rates))
#endif
		return -EINVAL;
	return own_at(rates, i);	/* ERROR */
}
