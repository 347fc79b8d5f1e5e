// SPDX-License-Identifier: GPL-2.0-only
/*
 * Two processes move a parcel between two boxes, one there, the other back. Each move takes the
 * lock of the box that the parcel leaves, and with it in hand that of the box that it enters. When
 * each process has the one and wants the other, two processors are lost, and nothing gets them
 * back.
 *
 * Both boxes are full, so that no move changes anything and all are alike. Nothing forces the two
 * to meet half way, so this goes on until they have met some thousand times: between two moves of
 * the one was a move of the other. An emulator with fewer processors than its guest lets them meet
 * only where it takes a processor away, and some hundred times were enough there.
 *
 * It takes three processors: one is to notice.
 */
#define _GNU_SOURCE
#include <stdatomic.h>
#include <stdbool.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <signal.h>
#include <time.h>
#include <unistd.h>

#include "attack.h"

#define MEETINGS	4000
#define PATIENCE	5	/* seconds without any move */
#define LIMIT		40	/* seconds */

/* Shared by processes, and not threads: a process whose thread never returns cannot end. */
static atomic_uint *moves, *met;	/* moves of each processor; how often the two met */

static void stay_on(int cpu)
{
	cpu_set_t set;

	CPU_ZERO(&set);
	CPU_SET(cpu, &set);
	if (sched_setaffinity(0, sizeof(set), &set))
		could_not("cannot stay on processor %d: this takes three", cpu);
}

/* Each process has a file of its own: what they share is the boxes. */
static __u32 open_box(int file, const char *name)
{
	__u32 box;

	must("open a box", box_open(file, name, PARCEL_RIGHTS, &box));
	return box;
}

static void mover(const char *from_name, const char *to_name, int cpu)
{
	int file = device_open();
	__u32 from = open_box(file, from_name), to = open_box(file, to_name);
	unsigned int others, before = 0;
	pid_t pid = fork();

	if (pid < 0)
		could_not("fork: %s", error_name(errno));
	if (pid)
		return;
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	stay_on(cpu);
	for (;;) {
		parcel_move(file, from, to);
		atomic_fetch_add(&moves[cpu], 1);
		others = atomic_load(&moves[3 - cpu]);
		if (others != before)
			atomic_fetch_add(met, 1);
		before = others;
	}
}

int main(int argc, char **argv)
{
	const struct timespec pause = { .tv_nsec = 100 * 1000 * 1000 };
	unsigned int idle = 0, before = 0, now, i;
	__u32 here, there;
	int file;

	if (sysconf(_SC_NPROCESSORS_ONLN) < 3)
		could_not("it takes three processors");
	attack_begin(argc, argv);
	file = device_open();
	here = named_box(file, "here", 0600);
	there = named_box(file, "there", 0600);
	for (i = 0; i < 2 * PARCEL_DEFAULT_BOX_PARCELS - 1; i++)
		must("send", parcel_send(file, i % 2 ? there : here, "x", 1, NULL, 0));

	/* Once there and back, one after the other, harms nobody. lockdep sees it all the same. */
	must("move", parcel_move(file, here, there));
	must("move back", parcel_move(file, there, here));

	/* From now on both are full, no move succeeds, and none is too early for a parcel. */
	must("send", parcel_send(file, there, "x", 1, NULL, 0));
	if (parcel_move(file, here, there) != -EAGAIN || parcel_move(file, there, here) != -EAGAIN)
		could_not("there is room for a parcel in a full box");

	moves = mmap(NULL, sysconf(_SC_PAGESIZE), PROT_READ | PROT_WRITE,
		     MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (moves == MAP_FAILED)
		could_not("mmap: %s", error_name(errno));
	met = &moves[3];
	mover("here", "there", 1);
	mover("there", "here", 2);

	for (i = 0; i < LIMIT * 10 && *met < MEETINGS; i++) {
		nanosleep(&pause, NULL);
		now = atomic_load(&moves[1]) + atomic_load(&moves[2]);
		idle = now == before ? idle + 1 : 0;
		before = now;
		if (idle >= PATIENCE * 10)
			achieved("hangs", "two processors wait for each other, after %u moves",
				 now);
	}
	must("unlink", box_unlink(file, here));
	must("unlink", box_unlink(file, there));
	refused("two processors moved there and back, %u times", before);
}
