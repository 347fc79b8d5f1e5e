// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: an index that is known from a test, a mask, a constant, a switch or a length that was tested
 */
#include "../prelude.h"
#include <own/slice.h>

int checked(struct own_bytes s, size_t i)
{
	if (i >= own_slice_len(s))
		return -ERANGE;
	return own_slice_at(s, i);
}

int checked_and_called(struct own_bytes s, size_t i)
{
	if (i < own_slice_len(s) && ready(0))
		return own_slice_at(s, i);
	return -ERANGE;
}

int masked(struct own_bytes s, size_t i)
{
	if (own_slice_len(s) != 64)
		return -EINVAL;
	return own_slice_at(s, i & 63);
}

int header(struct own_bytes s)
{
	if (own_slice_len(s) < 4)
		return -EINVAL;
	return own_slice_at(s, 0) << 16 | own_slice_at(s, 1) << 8 | own_slice_at(s, 3);
}

int last(struct own_bytes s)
{
	size_t length = own_slice_len(s);

	return length ? own_slice_at(s, length - 1) : -ENODATA;
}

const char *state_name(unsigned int state)
{
	static const char *const names[] = { "idle", "busy", "dead" };
	unsigned int i;

	switch (state) {
	case 10:
		i = 0;
		break;
	case 20:
		i = 1;
		break;
	case 30:
		i = 2;
		break;
	default:
		return NULL;
	}
	return own_at(names, i);
}

int signed_index(int i)
{
	static const int rates[] = { 1200, 2400, 9600, 19200 };

	if (i < 0 || i > 3)
		return -EINVAL;
	return own_at(rates, i);
}
