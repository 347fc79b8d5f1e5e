// SPDX-License-Identifier: GPL-2.0-only
/*
 * Make boxes until the device has no room for another. The call that says so leaves the lock of
 * the device behind, and whoever wants it next waits for ever, and cannot be killed.
 */
#define _GNU_SOURCE
#include <stdbool.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../state.h"
#include "attack.h"

#define FILES		40	/* open, since each has room for a limited number of handles */
#define BOXES		500	/* of one file */

/* What another process is to do: it must work. */
static int open_default(int file)
{
	__u32 box;

	return box_open(file, PARCEL_DEFAULT_NAME, PARCEL_RIGHT_SEND, &box);
}

static int use_new_box(int file)
{
	__u32 box = private_box(file);
	char byte;

	must("send", parcel_send(file, box, "!", 1, NULL, 0));
	must("receive", parcel_receive(file, box, &byte, 1, 0));
	return box_unlink(file, box);
}

/* Does another process come back from that? It cannot even be killed while it waits. */
static bool another_comes_back(int (*act)(int file))
{
	pid_t child = fork();
	int looks, status;

	if (child < 0)
		could_not("fork: %s", error_name(errno));
	if (!child)
		_exit(act(device_open()) != 0);
	for (looks = 0; looks < LOOKS; look_again()) {
		if (waitpid(child, &status, WNOHANG) == child) {
			if (status)
				could_not("another process was not served");
			return true;
		}
		looks = state_of(child) == 'D' ? looks + 1 : 0;
	}
	return false;
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
	if (!another_comes_back(open_default))
		achieved("hangs", "nobody can make or open a box since I was told: %s",
			 error_name(result));

	for (i = 0; i < n; i++) {
		must("unlink", box_unlink(files[i / BOXES], boxes[i / BOXES][i % BOXES]));
		must("close", handle_close(files[i / BOXES], boxes[i / BOXES][i % BOXES]));
	}
	if (!another_comes_back(use_new_box))
		could_not("nobody can make a box any more");
	refused("%s after %d boxes, and then others open and make boxes", error_name(result), n);
}
