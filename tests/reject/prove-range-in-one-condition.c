// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct but rejected: a range and something else are tested in one condition, and a loop relies on the range
 * Rust: none
 * gcc: silent: gcc follows it
 * clang: error: own: the index is out of range
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 *
 * clang makes one comparison of the first two and one condition of all three, and
 * then forgets the bound. Any other order, or a second if, is followed.
 */
#include "../prelude.h"

unsigned int count(unsigned int capacity, unsigned int step)
{
	unsigned int n = 0;

#ifdef MENDED
	if (!capacity || capacity > 64)
		return 0;
	if (!step)
		return 0;
#else
	if (!capacity || capacity > 64 || !step)
		return 0;
#endif
	for (unsigned int i = 0; i < capacity; i++) {
		own_prove(i < 64, index_in_range, "own: the index is out of range");	/* ERROR */
		n += ready(i);
	}
	return n / step;
}
