// SPDX-License-Identifier: GPL-2.0-only
/*
 * Peeks at an empty box, each with room for more records than any parcel has. While they wait, the
 * kernel holds as much memory for them, which no limit counts and no process is blamed for.
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <unistd.h>

#include "../state.h"
#include "attack.h"

#define TOO_MANY	300000000	/* records: 3 GiB, more than the allocator gives */
#define RECORDS		((4u << 20) / sizeof(struct parcel_record))	/* it gives 4 MiB */
#define THREADS		32
#define WANTED		(THREADS * 4096l)	/* KiB */

static int file;
static __u32 box;

static void *wait_for_a_parcel(void *argument)
{
	*(atomic_int *)argument = gettid();
	must("peek", parcel_peek(file, box, RECORDS, 0));
	return NULL;
}

static long memory_left(void)
{
	FILE *proc = fopen("/proc/meminfo", "r");
	char line[128];
	long size = -1;

	while (proc && size < 0 && fgets(line, sizeof(line), proc))
		if (sscanf(line, "MemAvailable: %ld kB", &size) != 1)
			size = -1;
	if (size < 0)
		could_not("/proc/meminfo does not say what is available");
	fclose(proc);
	return size;
}

int main(int argc, char **argv)
{
	static atomic_int threads[THREADS];
	long before, taken;
	pthread_t thread;
	int i, result;

	attack_begin(argc, argv);
	file = device_open();
	box = private_box(file);
	result = parcel_peek(file, box, TOO_MANY, PARCEL_DONTWAIT);
	if (result != -EAGAIN && result != -ENOMEM)
		could_not("a peek at an empty box says %s", error_name(result));

	before = memory_left();
	for (i = 0; i < THREADS; i++)
		if (pthread_create(&thread, NULL, wait_for_a_parcel, &threads[i]))
			could_not("cannot make a thread");
	for (i = 0; i < THREADS; i++)
		while (!threads[i] || state_of(threads[i]) != 'S')
			look_again();
	taken = before - memory_left();
	if (taken > WANTED / 2)
		achieved("exhausts", "%ld MiB of memory for an empty box, counted by no limit",
			 taken >> 10);
	refused("%s, and %d peeks wait with next to no memory", error_name(result), THREADS);
}
