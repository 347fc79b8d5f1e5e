// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the calls of the parcel device cost, on the node given on the command line. Meant for a VM
 * whose clock counts executed instructions (tools/vm/vm run --icount); tools/bench reads what it
 * prints, one figure a line: node, kind, operation, how many there are, value.
 *
 * bench NODE time		instructions
 * bench NODE flat		instructions, beside 1 to 10 000 boxes and parcels, or 100 sleepers
 * bench NODE trace		nothing: tracefs is told where an operation begins and ends
 * bench NODE OPERATION		instructions, of this one only
 */
#define _GNU_SOURCE
#include <err.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "calls.h"

#define ROUNDS		3	/* each operation is measured so often, at different times */
#define SIZES		16	/* parcels of each size whose memory is looked at */

static void drain(void)
{
	struct parcel_stat stat = { .handle = box };

	call(PARCEL_IOC_STAT, &stat);
	while (stat.queued_parcels--)
		receive_bytes(0);
}

/* The operations */

static void send_one(void)
{
	send_bytes(64);
}

static void send_batch(void)
{
	for (int i = 0; i < BATCH; i++)
		send_bytes(64);
}

static void getppid_once(void)
{
	syscall(SYS_getppid);
}

static void send_receive_4096(void)
{
	send_bytes(LARGE);
	receive_bytes(0);
}

static void take_read_close(void)
{
	struct parcel_read request = {
		.handle = take(),
		.length = 64,
		.buffer = (uintptr_t)bytes,
	};

	call(PARCEL_IOC_READ, &request);
	close_handle(request.handle);
}

static void open_close(void)
{
	close(device_open());
}

static const struct operation operations[] = {
	{ "getppid", nothing, getppid_once },
	{ "send+receive 64 B", nothing, send_receive },
	{ "send+receive 4 KiB", nothing, send_receive_4096 },
	{ "write+read 64 B", nothing, write_read },
	{ "peek 64 B", send_one, peek },
	{ "take+read+close 64 B", send_batch, take_read_close },
	{ "take+forward", send_one, take_forward },
	{ "move+move back", send_one, move_there_and_back },
	{ "poll", send_one, poll_once },
	{ "stat", nothing, stat_once },
	{ "open+close box", nothing, open_close_box },
	{ "create+unlink+close box", nothing, create_unlink_box },
	{ "open+close device", nothing, open_close },
};

static void measure_and_drain(const char *kind, const struct operation *operation,
			      unsigned int number)
{
	print(kind, operation->name, number, measure(operation));
	drain();
}

static void loop_of_2(void)
{
	unsigned long turns = 1000;

	asm volatile("1: dec %0\n\tjnz 1b" : "+r" (turns));
}

static void copy_bytes(void)
{
	unsigned long length = LARGE;
	char *to = bytes, *from = bytes;

	asm volatile("rep movsb" : "+c" (length), "+D" (to), "+S" (from) : : "memory");
}

/* Is it true that the clock counts instructions? What is one that copies many bytes? */
static void calibrate(void)
{
	static const struct operation known[] = {
		{ "2000 instructions", nothing, loop_of_2 },
		{ "rep movsb of 4096", nothing, copy_bytes },
	};

	for (size_t i = 0; i < ARRAY_SIZE(known); i++)
		print("clock", known[i].name, 0, measure(&known[i]));
}

static void time_all(void)
{
	for (int round = 0; round < ROUNDS; round++)
		for (size_t i = 0; i < ARRAY_SIZE(operations); i++)
			measure_and_drain("time", &operations[i], round);
}

static void time_one(const char *name)
{
	for (size_t i = 0; i < ARRAY_SIZE(operations); i++) {
		if (!strcmp(operations[i].name, name)) {
			measure_and_drain("time", &operations[i], 0);
			return;
		}
	}
	errx(2, "there is no operation %s", name);
}

/* Sends to a box that is full, for ever: most of the time it sleeps. */
static void *sleeper(void *argument)
{
	struct parcel_segment segment = { .address = (uintptr_t)bytes, .length = LARGE };
	struct parcel_send request = {
		.handle = box,
		.segments = (uintptr_t)&segment,
		.nr_segments = 1,
		.length = LARGE,
	};

	for (;;)
		call(PARCEL_IOC_SEND, &request);
	return argument;
}

/* One goes out, so one who sleeps wakes and sends the next. */
static void receive_wake(void)
{
	receive_bytes(0);
}

/* Each number of sleepers has a process and a box of its own. */
static void among_sleepers(unsigned int number)
{
	static const struct operation operation = {
		"receive+wake a sender", nothing, receive_wake,
	};
	pid_t child = fork();

	if (!child) {
		char name[PARCEL_NAME_SIZE];

		file = open_with(0);
		snprintf(name, sizeof(name), "sleep-%u", number);
		box = create(name, LARGE);
		for (unsigned int i = 0; i < number; i++) {
			pthread_t thread;

			if (pthread_create(&thread, NULL, sleeper, NULL))
				errx(1, "no thread");
		}
		for (int i = 0; i < BATCH; i++)
			receive_wake();
		print("sleepers", operation.name, number, measure(&operation));
		call(PARCEL_IOC_UNLINK, &(struct parcel_unlink){ .handle = box });
		_exit(0);
	}
	waitpid(child, NULL, 0);
}

static void flat(void)
{
	static const struct operation among_boxes[] = {
		{ "open+close box", nothing, open_close_box },
		{ "create+unlink+close box", nothing, create_unlink_box },
		{ "send+receive 64 B", nothing, send_receive },
	}, among_parcels[] = {
		{ "send+receive 64 B", nothing, send_receive },
		{ "write+read 64 B", nothing, write_read },
		{ "peek 64 B", nothing, peek },
		{ "poll", nothing, poll_once },
	};
	unsigned int numbers[] = { 1, 10, 100, 1000, 10000 }, queued;

	for (unsigned int sleepers = 1; sleepers <= 100; sleepers *= 10)
		among_sleepers(sleepers);
	for (size_t n = 0; n < ARRAY_SIZE(numbers); n++) {
		for (size_t i = 0; i < ARRAY_SIZE(among_parcels); i++) {
			for (queued = 0; queued < numbers[n]; queued++)
				send_one();
			measure_and_drain("parcels", &among_parcels[i], numbers[n]);
		}
	}
	for (size_t n = 0; n < ARRAY_SIZE(numbers); n++) {
		add_boxes(numbers[n]);
		for (size_t i = 0; i < ARRAY_SIZE(among_boxes); i++)
			measure_and_drain("boxes", &among_boxes[i], numbers[n]);
	}
}

static int marker;	/* what is written here is in the trace */

static void mark(const char *kind, const char *name)
{
	dprintf(marker, "%s %s\n", kind, name);
}

/* What a batch of things holds that is not given back meanwhile */
static void trace_memory(void)
{
	__u32 handles[BATCH];
	int files[BATCH];

	mark("keep", "parcel of 1 B");
	for (int i = 0; i < BATCH; i++)
		send_bytes(1);
	mark("end", "");
	drain();
	mark("keep", "parcel of 64 B");
	for (int i = 0; i < BATCH; i++)
		send_bytes(64);
	mark("end", "");
	drain();
	mark("keep", "parcel of 4 KiB");
	for (int i = 0; i < BATCH; i++)
		send_bytes(LARGE);
	mark("end", "");
	drain();
	mark("keep", "box");
	add_boxes(boxes + BATCH);
	mark("end", "");
	mark("keep", "handle");
	for (int i = 0; i < BATCH; i++)
		handles[i] = open_box("box");
	mark("end", "");
	for (int i = 0; i < BATCH; i++)
		close_handle(handles[i]);
	mark("keep", "open file");
	for (int i = 0; i < BATCH; i++)
		files[i] = device_open();
	mark("end", "");
	for (int i = 0; i < BATCH; i++)
		close(files[i]);
}

static void trace_sizes(void)
{
	static const size_t sizes[] = {
		1, 16, 64, 100, 192, 250, 256, 500, 512, 1000, 1024, 2000, 2048, 3000, 4096, 6000,
		8192, 12288, 16384, 25000, 32768, 50000, PARCEL_MAX_LENGTH,
	};
	static char payload[PARCEL_MAX_LENGTH];

	for (size_t i = 0; i < ARRAY_SIZE(sizes); i++) {
		char name[16];

		snprintf(name, sizeof(name), "%zu", sizes[i]);
		mark("size", name);
		for (int j = 0; j < SIZES; j++)
			send_from(payload, sizes[i]);
		mark("end", "");
		for (int j = 0; j < SIZES; j++)
			receive_into(payload, sizeof(payload), 0);
	}
}

static void trace(void)
{
	FILE *pid = fopen("/sys/kernel/tracing/set_event_pid", "w");

	marker = open("/sys/kernel/tracing/trace_marker", O_WRONLY);
	if (marker < 0 || !pid || fprintf(pid, "%d\n", getpid()) < 0 || fclose(pid))
		err(1, "tracefs");
	for (size_t i = 0; i < ARRAY_SIZE(operations); i++) {
		operations[i].prepare();
		mark("run", operations[i].name);
		for (int j = 0; j < BATCH; j++)
			operations[i].run();
		mark("end", "");
		drain();
	}
	trace_memory();
	trace_sizes();
	close(marker);
}

static void end_boxes(void)
{
	char name[PARCEL_NAME_SIZE];

	while (boxes) {
		box_name(name, --boxes);
		end_box(open_box(name));
	}
	end_box(other);
	end_box(box);
}

int main(int argc, char **argv)
{
	if (argc != 3)
		errx(2, "usage: bench NODE time|flat|trace|OPERATION");
	node = argv[1];
	file = device_open();
	box = create("box", 2 << 20);
	other = create("other", 2 << 20);
	add_boxes(1);
	call(PARCEL_IOC_SELECT, &(struct parcel_select){ .handle = box });

	if (!strcmp(argv[2], "time")) {
		calibrate();
		time_all();
	} else if (!strcmp(argv[2], "flat")) {
		flat();
	} else if (!strcmp(argv[2], "trace")) {
		trace();
	} else {
		time_one(argv[2]);
	}
	end_boxes();
	return 0;
}
