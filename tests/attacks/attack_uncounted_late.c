// SPDX-License-Identifier: GPL-2.0-only
/*
 * Send long parcels that nobody receives in time. A late one has left the box, which has room for
 * the next one; but its memory is still there, and the box's capacity does not count it any more.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "attack.h"

#define PARCELS		16		/* that the box holds: 1 MiB */
#define SENDERS		40
#define TOO_MUCH	64		/* MiB */
#define IN_ALL		(2 * TOO_MUCH * PARCELS)
#define SOON		200000		/* nanoseconds */

static int file;
static __u32 box;
static char bytes[PARCEL_MAX_LENGTH];
static atomic_int sent;
static long before;		/* MiB that were available */
static atomic_long most;	/* that were taken */

static int send_late(void)
{
	struct parcel_segment segment = { .address = (uintptr_t)bytes, .length = sizeof(bytes) };
	struct parcel_send send = {
		.handle = box,
		.segments = (uintptr_t)&segment,
		.nr_segments = 1,
		.length = sizeof(bytes),
	};
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	send.deadline = now.tv_sec * 1000000000ull + now.tv_nsec + SOON;
	return parcel_send_as(file, &send);
}

/* Not by the clock: as many times whatever else runs. */
static void look(void)
{
	long taken = before - available_memory();
	struct parcel_stat stat;

	if (taken > atomic_load(&most))
		atomic_store(&most, taken);
	if (taken < TOO_MUCH)
		return;
	must("stat", parcel_stat(file, box, &stat));
	achieved("exhausts", "a box of 1 MiB takes %ld MiB, and says: %u parcels are in it", taken,
		 stat.queued_parcels);
}

static void *send_all(void *argument)
{
	int result;

	while (atomic_load(&sent) < IN_ALL) {
		result = send_late();
		if (result == -ETIME)	/* somebody else had the processor */
			continue;
		must("send", result);
		if (atomic_fetch_add(&sent, 1) % PARCELS == 0)
			look();
	}
	return argument;
}

int main(int argc, char **argv)
{
	pthread_t threads[SENDERS];
	int i;

	attack_begin(argc, argv);
	file = device_open();
	memset(bytes, 'x', sizeof(bytes));
	box = small_private_box(file, PARCELS * sizeof(bytes));
	before = available_memory();
	for (i = 0; i < SENDERS; i++)
		if (pthread_create(&threads[i], NULL, send_all, NULL))
			could_not("cannot make a thread");
	for (i = 0; i < SENDERS; i++)
		pthread_join(threads[i], NULL);
	must("unlink", box_unlink(file, box));
	refused("%d late parcels took %ld MiB in a box of 1 MiB, senders and all", IN_ALL,
		atomic_load(&most));
}
