// SPDX-License-Identifier: GPL-2.0-only
/*
 * Open a box to send to it. The driver looks it up, makes a handle, tells me its number, and only
 * then counts me among those who may send. Meanwhile the owner unlinks the box, and closes it; the
 * receiver is told that nobody can send any more, and that the stream is at its end. And then comes
 * my parcel.
 *
 * That it happens in between is no luck: telling me the number touches memory that has to be copied
 * first, and another thread is in the middle of a fork of a large process, for which that waits.
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <time.h>
#include <unistd.h>

#include "attack.h"

#define LARGE		(32ul << 20)	/* bytes: many pages to go through in a fork */
#define ROUNDS		100
#define ENOUGH		3		/* rounds in which the box went while it was being opened */
#define STEP		2000		/* turns of a loop */

/* Between the owner, who also receives, and the opener, who is another process. */
static struct shared {
	atomic_int round;	/* the owner has made the box */
	atomic_int entered;	/* round in which the opener calls */
	atomic_int returned;	/* round in which it came back */
	atomic_int sent;	/* round in which it has sent, if it could */
	long opened;
	long result;		/* of sending */
} *shared;

/* Between the opener and its other thread. */
static atomic_int fork_wanted, forking;

static void turn(int turns)
{
	volatile int i;

	for (i = 0; i < turns; i++)
		;
}

/* Turning if it must be at once; emulated processors that turn are in each other's way. */
static void wait_for(atomic_int *word, int value, bool at_once)
{
	const struct timespec moment = { .tv_nsec = 100 * 1000 };

	while (atomic_load(word) < value)
		if (!at_once)
			nanosleep(&moment, NULL);
}

static void stay_on(int cpu)
{
	cpu_set_t set;

	CPU_ZERO(&set);
	CPU_SET(cpu, &set);
	if (sched_setaffinity(0, sizeof(set), &set))
		could_not("cannot stay on processor %d: this takes three", cpu);
}

static void name_of(int round, char name[PARCEL_NAME_SIZE])
{
	snprintf(name, PARCEL_NAME_SIZE, "stream-%d", round);
}

static void *fork_often(void *argument)
{
	int round;

	stay_on(2);
	for (round = 1; round <= ROUNDS; round++) {
		wait_for(&fork_wanted, round, false);
		atomic_store(&forking, round);
		if (!fork())
			_exit(0);
	}
	return argument;
}

static void open_and_send(void)
{
	struct parcel_open open = { .rights = PARCEL_RIGHT_SEND }, *told;
	int round, file = device_open(), bytes = memfd_create("open", MFD_CLOEXEC);
	const size_t page = sysconf(_SC_PAGESIZE);
	char *large = mmap(NULL, page + LARGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS,
			   -1, 0);
	pthread_t thread;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	stay_on(1);
	signal(SIGCHLD, SIG_IGN);
	if (bytes < 0 || large == MAP_FAILED || ftruncate(bytes, sizeof(open)))
		could_not("memory: %s", error_name(errno));
	/* Some kernels have none, and say so. */
	madvise(large, page + LARGE, MADV_NOHUGEPAGE);
	memset(large + page, 'x', LARGE);
	/* Below the rest, so that the fork comes to it first, and locks it. */
	told = mmap(large, page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_FIXED, bytes, 0);
	if (told == MAP_FAILED)
		could_not("memory: %s", error_name(errno));
	if (pthread_create(&thread, NULL, fork_often, NULL))
		could_not("cannot make a thread");

	for (round = 1; round <= ROUNDS; round++) {
		wait_for(&shared->round, round, false);
		name_of(round, open.name);
		if (pwrite(bytes, &open, sizeof(open), 0) != sizeof(open) ||
		    madvise(told, sizeof(open), MADV_DONTNEED) || told->rights != open.rights)
			could_not("memory: %s", error_name(errno));
		atomic_store(&fork_wanted, round);
		wait_for(&forking, round, true);
		turn(round % 16 * STEP);
		atomic_store(&shared->entered, round);
		shared->opened = device_call(file, PARCEL_IOC_OPEN, told);
		atomic_store(&shared->returned, round);
		if (!shared->opened) {
			shared->result = parcel_send(file, told->handle, "!", 1, NULL, 0);
			handle_close(file, told->handle);
		}
		atomic_store(&shared->sent, round);
	}
	for (;;)
		pause();
}

/* It has said why. */
static void on_end_of_child(int signal)
{
	(void)signal;
	_exit(2);
}

int main(int argc, char **argv)
{
	char name[PARCEL_NAME_SIZE], byte;
	__u32 box, receiver;
	int file, round, in_between, tried = 0;
	long ended;
	pid_t child;

	attack_begin(argc, argv);
	shared = mmap(NULL, sizeof(*shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1,
		      0);
	if (shared == MAP_FAILED)
		could_not("mmap: %s", error_name(errno));
	file = device_open();
	signal(SIGCHLD, on_end_of_child);
	child = fork();
	if (child < 0)
		could_not("fork: %s", error_name(errno));
	if (!child)
		open_and_send();
	for (round = 1; round <= ROUNDS && tried < ENOUGH; round++) {
		name_of(round, name);
		box = named_box(file, name, 0600);
		must("open", box_open(file, name, PARCEL_RIGHT_RECEIVE, &receiver));
		atomic_store(&shared->round, round);
		wait_for(&shared->entered, round, true);
		turn(round % 5 * STEP);
		must("unlink", box_unlink(file, box));
		must("close", handle_close(file, box));
		ended = parcel_receive(file, receiver, &byte, 1, PARCEL_DONTWAIT);
		in_between = atomic_load(&shared->returned) < round;

		wait_for(&shared->sent, round, false);
		if (!ended && !shared->opened && !shared->result &&
		    parcel_receive(file, receiver, &byte, 1, PARCEL_DONTWAIT) == 1)
			achieved("wrong result",
				 "the stream was at its end, and then came a parcel (try %d)",
				 round);
		if (!shared->opened && in_between && ended == -EAGAIN)
			tried++;
		must("close", handle_close(file, receiver));
	}
	if (tried < ENOUGH)
		could_not("the box went only %d times while it was being opened", tried);
	refused("whoever is opening the box counts, and the stream has not ended: %s, %d times",
		error_name(ended), tried);
}
