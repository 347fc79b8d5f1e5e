// SPDX-License-Identifier: GPL-2.0-only
/*
 * Make boxes until the device has no room for another. The call that says so leaves the lock of
 * the device behind, and whoever wants it next waits for ever, and cannot be killed.
 */
#define _GNU_SOURCE
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "attack.h"

#define FILES		40	/* open, since each has room for a limited number of handles */
#define BOXES		500	/* of one file */
#define PATIENCE	3	/* seconds */

/* Can another process open the default box? It cannot even be killed while it waits. */
static int others_are_served(void)
{
	const struct timespec pause = { .tv_nsec = 10 * 1000 * 1000 };
	pid_t child = fork();
	int i, status;
	__u32 box;

	if (child < 0)
		could_not("fork: %s", error_name(errno));
	if (!child)
		_exit(box_open(device_open(), "default", PARCEL_RIGHT_SEND, &box) != 0);
	for (i = 0; i < PATIENCE * 100; i++) {
		if (waitpid(child, &status, WNOHANG) == child)
			return 1;
		nanosleep(&pause, NULL);
	}
	return 0;
}

int main(int argc, char **argv)
{
	static __u32 boxes[FILES][BOXES];
	int files[FILES], i, j, n = 0;
	long result = 0;

	attack_begin(argc, argv);
	for (i = 0; i < FILES && !result; i++) {
		files[i] = device_open();
		for (j = 0; j < BOXES && !result; j++) {
			result = try_box(files[i], PARCEL_MAX_BOX_BYTES, &boxes[i][j]);
			n += !result;
		}
	}
	if (!result)
		could_not("there is room for %d boxes, and for more", n);
	if (!others_are_served())
		achieved("hangs", "nobody can make or open a box since I was told: %s",
			 error_name(result));

	for (i = 0; i < n; i++) {
		must("unlink", box_unlink(files[i / BOXES], boxes[i / BOXES][i % BOXES]));
		must("close", handle_close(files[i / BOXES], boxes[i / BOXES][i % BOXES]));
	}
	refused("%s after %d boxes, and others are served", error_name(result), n);
}
