// SPDX-License-Identifier: GPL-2.0-only
/*
 * Let parcels expire one after another, and let the administrator unload the driver meanwhile. It
 * has something to do a moment after the last one expired, and does it when it is gone.
 */
#include <errno.h>
#include <fcntl.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "attack.h"

#define PARCELS		250
/* Nanoseconds, from one deadline to the next: they go on for as long as a busy machine needs. */
#define APART		(200 * 1000 * 1000ULL)

/* The administrator. Nobody has the device open, so the driver goes. */
static long unload(struct victim_state *state, int command)
{
	(void)state;
	(void)command;
	return syscall(SYS_delete_module, device_name(), O_NONBLOCK) ? -errno : 0;
}

int main(int argc, char **argv)
{
	const struct timespec pause = { .tv_sec = 7 };
	struct victim root;
	struct timespec now;
	__u64 begin;
	__u32 box;
	int file, i;

	attack_begin_beside_root(argc, argv, &root, unload);
	file = device_open();
	must("create a box", try_box(file, 0, &box));
	clock_gettime(CLOCK_MONOTONIC, &now);
	begin = now.tv_sec * 1000000000ULL + now.tv_nsec + 2000000000ULL;
	for (i = 0; i < PARCELS; i++)
		must("send", parcel_send_until(file, box, begin + i * APART));
	for (;;) {
		struct parcel_stat stat;

		must("stat", parcel_stat(file, box, &stat));
		if (stat.expired)
			break;
		nanosleep(&(struct timespec){ .tv_nsec = 1000 * 1000 }, NULL);
	}
	/* The box has a name, and stays. */
	close(file);
	must("let the administrator unload the driver", victim_do(&root, 0));
	nanosleep(&pause, NULL);
	refused("the driver is gone, and with it all that it had still to do");
}
