// SPDX-License-Identifier: GPL-2.0-only
/*
 * Fill a box with parcels that all have the same deadline, and give up the box just before. It is
 * taken apart: its parcels are moved to a list of their own, and dropped one after the other,
 * without a lock. While that lasts the deadline passes, and the timers drop the same parcels.
 *
 * That both happen at once is no luck: there are enough parcels for tens of milliseconds, and the
 * timers run on the same processor, in the middle.
 */
#define _GNU_SOURCE
#include <string.h>
#include <time.h>

#include "attack.h"

#define ROUNDS		10
#define MS		1000000ull
#define DEADLINE	(1000 * MS)	/* from now on, for all that is sent */
#define ENOUGH		(300 * MS)	/* before it, nothing more is sent: timers are coarse */
#define TICK		(4 * MS)

static __u64 now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return time.tv_sec * 1000 * MS + time.tv_nsec;
}

int main(int argc, char **argv)
{
	__u64 deadline;
	int file, i, n, result;
	__u32 box;

	attack_begin(argc, argv);
	file = device_open();
	for (i = 0; i < ROUNDS; i++) {
		box = large_private_box(file);
		deadline = now() + DEADLINE;
		for (n = 0; n < PARCEL_MAX_BOX_PARCELS && now() < deadline - ENOUGH; n++) {
			result = parcel_send_until(file, box, deadline);
			if (result == -ETIME)	/* somebody else had the processor */
				break;
			must("send", result);
		}
		must("unlink", box_unlink(file, box));
		/* The timers expire up to nine ticks after the deadline, all at once. */
		while (now() < deadline + i * TICK)
			;
		must("close", handle_close(file, box));
	}
	refused("nothing was left of the box, %d times", ROUNDS);
}
