// SPDX-License-Identifier: GPL-2.0-only
/*
 * Fill a box with parcels whose deadlines come soon, one after the other. Nobody receives; let them
 * expire. Each that does costs more the more there are, with interrupts off, and when I am long
 * gone.
 *
 * What it costs is seen by a loop that reads the clock: what the processor does beside it is
 * missing there. In the machine that this attack gets the clock counts instructions.
 */
#include <time.h>

#include "attack.h"

#define FEW		256
#define MANY		8192
#define APART		125000ull	/* nanoseconds from one deadline to the next */
#define MS		1000000ull
#define BEFORE		(3000 * MS)	/* time to send them all */
#define SETTLED		(5000 * MS)	/* a kernel that has just started has another clock */
#define PART		(100 * MS)
#define TOO_MUCH	1		/* instruction for each that is queued: a walk takes two */

/* How often a loop looks at the clock in a part, and how long the part was. */
static __u64 watch(__u64 *duration)
{
	__u64 begin = counted_ns(), now, looks = 0;

	do {
		now = counted_ns();
		looks++;
	} while (now - begin < PART);
	*duration += now - begin;
	return looks;
}

static void sleep_until(__u64 time)
{
	const struct timespec until = { .tv_sec = time / 1000000000, .tv_nsec = time % 1000000000 };

	while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, NULL))
		;
}

/* What dropping each of these parcels costs. They may be fewer, if the device has a limit. */
static long cost(int file, int *parcels, long *limit, double per_look)
{
	__u64 first, looks = 0, duration = 0;
	__u32 box = large_private_box(file);
	struct parcel_stat stat;
	int i, result = 0;
	double lost;

	first = counted_ns() + BEFORE;
	for (i = 0; i < *parcels; i++) {
		result = parcel_send_until(file, box, first + i * APART);
		if (result < 0)
			break;
	}
	if (result == -ETIME || i < FEW)
		could_not("send: %s after %d parcels", error_name(result), i);
	*parcels = i;
	*limit = result;

	sleep_until(first - PART);
	/* One part more than they need, for what is done when they are counted. */
	do {
		must("stat", parcel_stat(file, box, &stat));
		looks += watch(&duration);
	} while (stat.expired != (__u64)*parcels);

	must("unlink", box_unlink(file, box));
	must("close", handle_close(file, box));
	lost = duration - looks * per_look;
	return lost > *parcels ? lost / *parcels : 1;
}

int main(int argc, char **argv)
{
	int few = FEW, many = MANY, file;
	long limit, cost_few, cost_many;
	__u64 duration = 0, looks;
	double per_look;

	attack_begin(argc, argv);
	file = device_open();
	sleep_until(counted_ns() + SETTLED);
	watch(&duration);
	duration = 0;
	looks = watch(&duration);
	per_look = (double)duration / looks;
	cost_few = cost(file, &few, &limit, per_look);
	cost_many = cost(file, &many, &limit, per_look);
	if (cost_many - cost_few > TOO_MUCH * (many - few))
		achieved("exhausts", "%s: each takes %ld instructions among %d, not %ld",
			 "the processor, when parcels expire", cost_many, many, cost_few);
	refused("each that expires takes %ld instructions among %d, %ld among %d%s%s", cost_many,
		many, cost_few, few, limit ? ", and more get " : "",
		limit ? error_name(limit) : "");
}
