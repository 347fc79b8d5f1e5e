// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct but rejected: a range is tested by one unsigned comparison, and a loop relies on it
 * Rust: none
 * gcc: silent: gcc follows it
 * clang: error: own: the index is out of range
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 *
 * Compare with 0 and with the bound, one after the other.
 */
#include "../prelude.h"

unsigned int count(unsigned int capacity)
{
	unsigned int n = 0;

#ifdef MENDED
	if (!capacity || capacity > 64)
#else
	if (capacity - 1 >= 64)
#endif
		return 0;
	for (unsigned int i = 0; i < capacity; i++) {
		own_prove(i < 64, index_in_range, "own: the index is out of range");	/* ERROR */
		n += ready(i);
	}
	return n;
}
