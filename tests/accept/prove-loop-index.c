// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: indexes that loops keep in range, in the ways loops are written
 */
#include "../prelude.h"

#define prove_index(i)	own_prove((i) < 64, index, "own: the index is out of range")

unsigned int count_unsigned(unsigned int capacity)
{
	unsigned int n = 0;

	if (!capacity || capacity > 64)
		return 0;
	for (unsigned int i = 0; i < capacity; i++) {
		prove_index(i);
		n += ready(i);
	}
	return n;
}

int count_signed(int capacity)
{
	int n = 0;

	if (capacity > 64)
		return -EINVAL;
	for (int i = 0; i < capacity; i++) {
		prove_index(i);
		n += ready(i);
	}
	return n;
}

size_t count_while(size_t capacity)
{
	size_t i = 0, n = 0;

	while (i < capacity && i < 64) {
		prove_index(i);
		n += ready(i);
		i++;
	}
	return n;
}

u64 count_masked(u64 head, u64 count)
{
	u64 n = 0;

	while (count--) {
		u64 i = head++ & 63;

		prove_index(i);
		n += ready(i);
	}
	return n;
}
