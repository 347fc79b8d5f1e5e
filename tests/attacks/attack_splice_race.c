// SPDX-License-Identifier: GPL-2.0-only
/*
 * Fill a box with parcels that expire tick by tick, and give up the box meanwhile. It is taken
 * apart: its parcels are moved to a list of their own, and dropped one after the other, without a
 * lock. While that lasts the next tick comes, and the timers drop some of the same parcels.
 *
 * That both happen at once is no luck, since the timers run on the same processor, in the middle:
 * there are enough parcels for milliseconds. A busy host drops fewer between two ticks, but its
 * ticks come in the middle, too, when it lets the processor go on.
 */
#define _GNU_SOURCE
#include <string.h>
#include <time.h>

#include "attack.h"

#define ROUNDS		40
#define MS		1000000ull
#define TICK		(4 * MS)
#define TICKS		25		/* on which parcels expire */
/* All of a round, from its begin. Timers are exact for the next 64 ticks only. */
#define SENT		(100 * MS)
#define FIRST		(140 * MS)

static __u64 now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return time.tv_sec * 1000 * MS + time.tv_nsec;
}

int main(int argc, char **argv)
{
	int file, i, n, result;
	__u64 begin;
	__u32 box;

	attack_begin(argc, argv);
	file = device_open();
	for (i = 0; i < ROUNDS; i++) {
		box = large_private_box(file);
		begin = now();
		for (n = 0; n < PARCEL_MAX_BOX_PARCELS && now() < begin + SENT; n++) {
			result = parcel_send_until(file, box, begin + FIRST + n % TICKS * TICK);
			if (result == -ETIME)	/* somebody else had the processor */
				break;
			must("send", result);
		}
		must("unlink", box_unlink(file, box));
		while (now() < begin + FIRST)
			;
		must("close", handle_close(file, box));
	}
	refused("nothing was left of the box, %d times", ROUNDS);
}
