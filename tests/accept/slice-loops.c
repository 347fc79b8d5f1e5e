// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: the loops that the compilers follow: by index, by pair, over two slices, by element, over an array
 */
#include "../prelude.h"
#include <own/slice.h>

u32 sum_of(struct own_bytes s)
{
	u32 sum = 0;

	for (size_t i = 0; i < own_slice_len(s); i++)
		sum = rol32(sum, 3) ^ own_slice_at(s, i);
	return sum;
}

bool sorted(struct own_bytes s)
{
	for (size_t i = 1; i < own_slice_len(s); i++)
		if (own_slice_at(s, i - 1) > own_slice_at(s, i))
			return false;
	return true;
}

bool same(struct own_bytes a, struct own_bytes b)
{
	if (own_slice_len(a) != own_slice_len(b))
		return false;
	for (size_t i = 0; i < own_slice_len(a); i++)
		if (own_slice_at(a, i) != own_slice_at(b, i))
			return false;
	return true;
}

size_t common(struct own_bytes a, struct own_bytes b)
{
	size_t i;

	for (i = 0; i < own_slice_len(a) && i < own_slice_len(b); i++)
		if (own_slice_at(a, i) != own_slice_at(b, i))
			break;
	return i;
}

void xor_with(struct own_bytes_mut bytes, const u8 (*key)[16])
{
	for (size_t i = 0; i < own_slice_len(bytes); i++)
		own_slice_at(bytes, i) ^= own_at(*key, i % 16);
}

int find(struct own_bytes s, u8 wanted)
{
	int at = 0;

	own_slice_for_each(byte, s) {
		if (*byte == wanted)
			return at;
		at++;
	}
	return -ENOENT;
}

size_t trailing_zeros(struct own_bytes s)
{
	size_t zeros = 0;

	own_slice_for_each_reverse(byte, s) {
		if (*byte)
			break;
		zeros++;
	}
	return zeros;
}

u32 histogram(struct own_bytes s, u8 wanted)
{
	u32 seen[16] = { };

	own_slice_for_each(byte, s)
		own_at(seen, *byte >> 4)++;
	return own_at(seen, wanted & 15);
}
