// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: the loops that the compilers follow: by index, by pair, over two slices, by element, over an array
 */
#include "../prelude.h"
#include <own/slice.h>

u32 sum_of(struct slice s)
{
	u32 sum = 0;

	for (size_t i = 0; i < slice_len(s); i++)
		sum = rol32(sum, 3) ^ slice_at(s, i);
	return sum;
}

bool sorted(struct slice s)
{
	for (size_t i = 1; i < slice_len(s); i++)
		if (slice_at(s, i - 1) > slice_at(s, i))
			return false;
	return true;
}

bool same(struct slice a, struct slice b)
{
	if (slice_len(a) != slice_len(b))
		return false;
	for (size_t i = 0; i < slice_len(a); i++)
		if (slice_at(a, i) != slice_at(b, i))
			return false;
	return true;
}

size_t common(struct slice a, struct slice b)
{
	size_t i;

	for (i = 0; i < slice_len(a) && i < slice_len(b); i++)
		if (slice_at(a, i) != slice_at(b, i))
			break;
	return i;
}

void xor_with(struct slice_mut bytes, const u8 (*key)[16])
{
	for (size_t i = 0; i < slice_len(bytes); i++)
		slice_at(bytes, i) ^= own_at(*key, i % 16);
}

int find(struct slice s, u8 wanted)
{
	int at = 0;

	slice_for_each(byte, s) {
		if (*byte == wanted)
			return at;
		at++;
	}
	return -ENOENT;
}

size_t trailing_zeros(struct slice s)
{
	size_t zeros = 0;

	slice_for_each_reverse(byte, s) {
		if (*byte)
			break;
		zeros++;
	}
	return zeros;
}

u32 histogram(struct slice s, u8 wanted)
{
	u32 seen[16] = { };

	slice_for_each(byte, s)
		own_at(seen, *byte >> 4)++;
	return own_at(seen, wanted & 15);
}
