// SPDX-License-Identifier: GPL-2.0-only
/*
 * Let a thousand senders sleep at a box that has no room for what they want to send. A byte, for
 * which there is room, goes through the same box: each that comes and each that goes wakes them
 * all, or looks at them all, with interrupts off. Such a box may be that of somebody else.
 *
 * In the machine that this attack gets the clock counts instructions.
 */
#include <limits.h>
#include <pthread.h>
#include <stdatomic.h>
#include <string.h>
#include <time.h>

#include "attack.h"

#define SIZE		4096	/* of the box, and of what does not fit */
#define SLEEPERS	1000
#define TIMES		20	/* no more than may pass a sender who sleeps, in two turns */
#define STACK		PTHREAD_STACK_MIN
#define TOO_MUCH	10	/* times the cost when nobody sleeps */

static int file;
static __u32 box;
static atomic_int awake;	/* of those who were to sleep */
static atomic_int answer;	/* that one of them got instead */

static void *sleep_there(void *argument)
{
	static char bytes[SIZE];
	int result;

	atomic_fetch_sub(&awake, 1);
	result = parcel_send(file, box, bytes, sizeof(bytes), NULL, 0);
	atomic_store(&answer, result);
	return argument;
}

static long cost(void)
{
	__u64 begin;
	char byte;
	int i;

	begin = counted_ns();
	for (i = 0; i < TIMES; i++) {
		must("send", parcel_send(file, box, "x", 1, NULL, 0));
		must("receive", parcel_receive(file, box, &byte, 1, PARCEL_DONTWAIT));
	}
	return (counted_ns() - begin) / TIMES;
}

static void let_them_sleep(void)
{
	const struct timespec moment = { .tv_nsec = 500 * 1000 * 1000 };
	pthread_attr_t small;
	pthread_t thread;
	int i;

	atomic_store(&awake, SLEEPERS);
	pthread_attr_init(&small);
	if (pthread_attr_setstacksize(&small, STACK))
		could_not("cannot have small stacks");
	for (i = 0; i < SLEEPERS; i++)
		if (pthread_create(&thread, &small, sleep_there, NULL))
			could_not("cannot make a thread");
	while (atomic_load(&awake))
		nanosleep(&moment, NULL);
	nanosleep(&moment, NULL);
}

int main(int argc, char **argv)
{
	long alone, beside;

	attack_begin(argc, argv);
	file = device_open();
	box = small_private_box(file, SIZE);
	must("send", parcel_send(file, box, "x", 1, NULL, 0));
	cost();
	alone = cost();
	let_them_sleep();
	cost();
	beside = cost();
	if (beside > TOO_MUCH * alone)
		achieved("exhausts",
			 "the processor: a byte takes %ld instructions while %d sleep there, not %ld",
			 beside, SLEEPERS, alone);
	must("unlink", box_unlink(file, box));
	if (answer)
		refused("%s for some, and a byte takes %ld instructions, not %ld",
			error_name(answer), beside, alone);
	refused("a byte takes %ld instructions while %d sleep there, %ld while nobody does", beside,
		SLEEPERS, alone);
}
