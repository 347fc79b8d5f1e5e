/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the programs here have in common: the calls of the device that is measured, which fail
 * loudly, and how many instructions one of them is.
 */
#ifndef CALLS_H
#define CALLS_H

#include <err.h>
#include <fcntl.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include <parcel.h>

#define BATCH		128	/* operations between two looks at the clock */
#ifndef BATCHES
# define BATCHES	25	/* the figure is the median of so many batches */
#endif
#define LARGE		4096	/* bytes of a large parcel, and the capacity of small boxes */
#define ARRAY_SIZE(array)	(sizeof(array) / sizeof((array)[0]))

static const char *node;
static int file;		/* has selected @box */
static __u32 box, other;	/* handles with all rights */
static char bytes[LARGE];

/*
 * No-operations that carry a number, which the plugins of this folder look for. Between them is
 * what they count.
 */
static inline void mark_begin(void)
{
	asm volatile(".byte 0x0f, 0x1f, 0x84, 0x00\n\t.long 0x6f776e01" ::: "memory");
}

static inline void mark_end(void)
{
	asm volatile(".byte 0x0f, 0x1f, 0x84, 0x00\n\t.long 0x6f776e02" ::: "memory");
}

/* For stretch.c: a figure is complete. */
static inline void mark_figure(void)
{
	asm volatile(".byte 0x0f, 0x1f, 0x84, 0x00\n\t.long 0x6f776e03" ::: "memory");
}

static inline void print(const char *kind, const char *name, unsigned int number, double value)
{
	mark_figure();
	printf("%s\t%s\t%s\t%u\t%.2f\n", node, kind, name, number, value);
	fflush(stdout);
}

static inline int call(unsigned long request, void *argument)
{
	int result = ioctl(file, request, argument);

	if (result < 0)
		err(1, "%s: ioctl %lu", node, request & 0xff);
	return result;
}

static inline int open_with(int flags)
{
	int opened = open(node, O_RDWR | O_CLOEXEC | flags);

	if (opened < 0)
		err(1, "%s", node);
	return opened;
}

static inline int device_open(void)
{
	return open_with(O_NONBLOCK);
}

static inline __u32 create(const char *name, __u64 capacity)
{
	struct parcel_create request = {
		.mode = 0600,
		.rights = PARCEL_RIGHTS,
		/* Places count, too: 10 000 small boxes have few. */
		.capacity_parcels = capacity > LARGE ? PARCEL_MAX_BOX_PARCELS : 16,
		.capacity_bytes = capacity,
	};

	memcpy(request.name, name, strlen(name));
	call(PARCEL_IOC_CREATE, &request);
	return request.handle;
}

static inline __u32 open_box(const char *name)
{
	struct parcel_open request = { .rights = PARCEL_RIGHTS };

	memcpy(request.name, name, strlen(name));
	call(PARCEL_IOC_OPEN, &request);
	return request.handle;
}

static inline void close_handle(__u32 handle)
{
	call(PARCEL_IOC_CLOSE, &(struct parcel_close){ .handle = handle });
}

static inline void end_box(__u32 handle)
{
	call(PARCEL_IOC_UNLINK, &(struct parcel_unlink){ .handle = handle });
	close_handle(handle);
}

static inline void send_from(const void *payload, size_t length)
{
	struct parcel_segment segment = { .address = (uintptr_t)payload, .length = length };
	struct parcel_send request = {
		.handle = box,
		.segments = (uintptr_t)&segment,
		.nr_segments = 1,
		.length = length,
	};

	call(PARCEL_IOC_SEND, &request);
}

static inline void send_bytes(size_t length)
{
	send_from(bytes, length);
}

static inline void receive_into(void *buffer, size_t size, __u32 flags)
{
	struct parcel_receive request = {
		.handle = box,
		.flags = flags,
		.buffer = (uintptr_t)buffer,
		.buffer_size = size,
	};

	if (call(PARCEL_IOC_RECEIVE, &request) <= 0)
		errx(1, "%s: the box is empty", node);
}

static inline void receive_bytes(__u32 flags)
{
	receive_into(bytes, sizeof(bytes), flags);
}

static inline __u32 take(void)
{
	struct parcel_take request = { .handle = box };

	if (call(PARCEL_IOC_TAKE, &request) <= 0)
		errx(1, "%s: the box is empty", node);
	return request.parcel;
}

static inline void move(__u32 from, __u32 to)
{
	struct parcel_move request = { .from = from, .to = to };

	if (call(PARCEL_IOC_MOVE, &request) <= 0)
		errx(1, "%s: the box is empty", node);
}

/* The operations */

static inline void nothing(void)
{
}

static inline void send_receive(void)
{
	send_bytes(64);
	receive_bytes(0);
}

static inline void write_read(void)
{
	if (write(file, bytes, 64) != 64 || read(file, bytes, 64) != 64)
		err(1, "%s: write and read", node);
}

static inline void peek(void)
{
	receive_bytes(PARCEL_PEEK);
}

static inline void move_there_and_back(void)
{
	move(box, other);
	move(other, box);
}

static inline void take_forward(void)
{
	struct parcel_forward request = { .parcel = take(), .box = box };

	call(PARCEL_IOC_FORWARD, &request);
}

static inline void poll_once(void)
{
	struct pollfd pollfd = { .fd = file, .events = POLLIN | POLLOUT };

	if (poll(&pollfd, 1, 0) != 1)
		err(1, "%s: poll", node);
}

static inline void stat_once(void)
{
	call(PARCEL_IOC_STAT, &(struct parcel_stat){ .handle = box });
}

/* Which of the boxes that add_boxes() made is opened next; all of them come round. */
static unsigned int boxes, next_box;

static inline void box_name(char name[PARCEL_NAME_SIZE], unsigned int number)
{
	snprintf(name, PARCEL_NAME_SIZE, "box-%06u", number);
}

static inline void add_boxes(unsigned int wanted)
{
	char name[PARCEL_NAME_SIZE];

	for (; boxes < wanted; boxes++) {
		box_name(name, boxes);
		close_handle(create(name, LARGE));
	}
}

static inline void open_close_box(void)
{
	char name[PARCEL_NAME_SIZE];

	/* 79 has no divisor in common with the numbers of boxes. */
	next_box = (next_box + 79) % boxes;
	box_name(name, next_box);
	close_handle(open_box(name));
}

static char new[PARCEL_NAME_SIZE] = "new";

static inline void create_unlink_box(void)
{
	end_box(create(new, LARGE));
}

struct operation {
	const char *name;
	void (*prepare)(void);	/* before each batch, not measured */
	void (*run)(void);
};

static inline __u64 now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return time.tv_sec * 1000000000ULL + time.tv_nsec;
}

static inline int compare(const void *a, const void *b)
{
	const __u64 *left = a, *right = b;

	return *left < *right ? -1 : *left > *right;
}

/* Instructions for one operation. The floor is a loop that does nothing. */
static inline double measure(const struct operation *operation)
{
	void (*volatile run)(void) = operation->run;
	__u64 found[BATCHES];

	for (int i = 0; i < BATCHES; i++) {
		__u64 start;

		operation->prepare();
		start = now();
		mark_begin();
		for (int j = 0; j < BATCH; j++)
			run();
		mark_end();
		found[i] = now() - start;
	}
	qsort(found, BATCHES, sizeof(*found), compare);
	return (double)found[BATCHES / 2] / BATCH;
}

#endif /* CALLS_H */
