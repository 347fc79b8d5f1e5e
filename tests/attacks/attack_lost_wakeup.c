// SPDX-License-Identifier: GPL-2.0-only
/*
 * A receiver looks into the box, finds only parcels whose deadlines have passed, drops them, and
 * goes to sleep. A parcel that comes while it drops them wakes nobody, and the receiver sleeps
 * beside it.
 *
 * That one comes then is no luck: there are thousands to be dropped, which takes long, and the
 * sender, on another processor, sees in the state of the box when that begins.
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdatomic.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "../state.h"
#include "attack.h"

#define ROUNDS		10
#define MS		1000000ull
#define DEADLINE	(900 * MS)	/* from now on, for all that is sent */
#define ENOUGH		(300 * MS)	/* before it, nothing more is sent: timers are coarse */

static struct {
	int file;
	__u32 box;
	__u64 deadline;
	int result;
	char byte;
	atomic_int thread;	/* 0: it is not ready */
} receiver;

static __u64 now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return time.tv_sec * 1000 * MS + time.tv_nsec;
}

static void stay_on(int cpu)
{
	cpu_set_t set;

	CPU_ZERO(&set);
	CPU_SET(cpu, &set);
	if (sched_setaffinity(0, sizeof(set), &set))
		could_not("cannot stay on processor %d: this takes two", cpu);
}

static void *receive_late(void *argument)
{
	(void)argument;
	stay_on(0);
	atomic_store(&receiver.thread, gettid());
	while (now() < receiver.deadline)
		;
	receiver.result = parcel_receive(receiver.file, receiver.box, &receiver.byte, 1, 0);
	return NULL;
}

/* Sends when the receiver has looked, and is busy with what was late. */
static void send_in_between(void)
{
	struct parcel_stat stat;

	do {
		must("stat", parcel_stat(receiver.file, receiver.box, &stat));
	} while (!stat.expired && now() < receiver.deadline + 100 * MS);
	must("send", parcel_send(receiver.file, receiver.box, "!", 1, NULL, 0));
}

int main(int argc, char **argv)
{
	struct parcel_stat stat;
	int i, n, looks, result;
	pthread_t thread;

	attack_begin(argc, argv);
	receiver.file = device_open();
	for (i = 0; i < ROUNDS; i++) {
		receiver.box = large_private_box(receiver.file);
		receiver.deadline = now() + DEADLINE;
		stay_on(0);	/* the timers are to run where the receiver does */
		for (n = 1; now() < receiver.deadline - ENOUGH && n < PARCEL_MAX_BOX_PARCELS; n++) {
			result = parcel_send_until(receiver.file, receiver.box, receiver.deadline);
			if (result == -ETIME)	/* somebody else had the processor */
				break;
			must("send", result);
		}
		atomic_store(&receiver.thread, 0);
		stay_on(1);
		if (pthread_create(&thread, NULL, receive_late, NULL))
			could_not("cannot make a thread");
		while (!atomic_load(&receiver.thread))
			;
		send_in_between();

		for (looks = 0; pthread_tryjoin_np(thread, NULL); look_again()) {
			must("stat", parcel_stat(receiver.file, receiver.box, &stat));
			looks = state_of(receiver.thread) == 'S' && stat.queued_parcels ?
				looks + 1 : 0;
			if (looks == LOOKS)
				achieved("hangs", "the receiver sleeps beside a parcel (try %d)",
					 i + 1);
		}
		if (receiver.result != 1 || receiver.byte != '!')
			could_not("the receiver got %d", receiver.result);
		must("unlink", box_unlink(receiver.file, receiver.box));
		must("close", handle_close(receiver.file, receiver.box));
	}
	refused("each parcel woke the receiver");
}
