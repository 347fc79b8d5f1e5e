// SPDX-License-Identifier: GPL-2.0-only
/*
 * Two processes move a parcel between two boxes, one there, the other back. Each move takes the
 * lock of the box that the parcel leaves, then that of the box that it enters. Sooner or later each
 * process has the one and wants the other: two processors are lost, and nothing gets them back.
 *
 * It takes three processors: one is to notice.
 */
#define _GNU_SOURCE
#include <stdatomic.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <signal.h>
#include <time.h>
#include <unistd.h>

#include "attack.h"

#define MOVES		150000	/* of each process */
#define PATIENCE	5	/* seconds without any move */
#define LIMIT		25	/* seconds */

/* Processes and not threads: a process whose thread never returns cannot end. */
static atomic_uint *moves;

static void stay_on(int cpu)
{
	cpu_set_t set;

	CPU_ZERO(&set);
	CPU_SET(cpu, &set);
	if (sched_setaffinity(0, sizeof(set), &set))
		could_not("cannot stay on processor %d: this takes three", cpu);
}

static pid_t mover(int file, int cpu, __u32 from, __u32 to)
{
	pid_t pid = fork();
	int i;

	if (pid < 0)
		could_not("fork: %s", error_name(errno));
	if (pid)
		return pid;
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	stay_on(cpu);
	for (i = 0; i < MOVES; i++) {
		parcel_move(file, from, to);
		atomic_fetch_add(&moves[cpu], 1);
	}
	_exit(0);
}

static unsigned int moves_of_both(void)
{
	return atomic_load(&moves[1]) + atomic_load(&moves[2]);
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
	here = private_box(file);
	there = private_box(file);
	for (i = 0; i < 8; i++)
		must("send", parcel_send(file, i % 2 ? here : there, "parcel", 7, NULL, 0));

	/* Once there and back, one after the other, harms nobody. lockdep sees it all the same. */
	must("move", parcel_move(file, here, there));
	must("move back", parcel_move(file, there, here));

	moves = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (moves == MAP_FAILED)
		could_not("mmap: %s", error_name(errno));
	mover(file, 1, here, there);
	mover(file, 2, there, here);

	for (i = 0; i < LIMIT * 10; i++) {
		nanosleep(&pause, NULL);
		now = moves_of_both();
		if (now == 2 * MOVES)
			break;
		idle = now == before ? idle + 1 : 0;
		before = now;
		if (idle >= PATIENCE * 10)
			achieved("hangs", "two processors wait for each other, after %u moves",
				 now);
	}
	must("unlink", box_unlink(file, here));
	must("unlink", box_unlink(file, there));
	refused("two processors moved there and back, %u times", moves_of_both());
}
