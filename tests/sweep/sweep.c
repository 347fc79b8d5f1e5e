// SPDX-License-Identifier: GPL-2.0-only
/*
 * Every call of the device, again and again: each time another one of the allocations and user
 * copies in it fails, by /proc/self/fail-nth, until a call is through before it comes to the one
 * that was to fail. All that twice: one failure alone, and one after which no allocation of this
 * task succeeds (an xarray, for one, asks twice).
 *
 * Whichever it is, the call either fails with -ENOMEM or -EFAULT and nothing at all has changed,
 * so that the same call works when it is repeated; or it succeeds, and has done everything that
 * it does. KTAP; exit status 0 if that holds.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/fsuid.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "sweep.h"

#define ENDLESS		200	/* no call has as many allocations and copies */

struct world world;
bool fault_came;

static const char *device;

long call(int file, unsigned long request, void *argument)
{
	return result_of(ioctl(file, request, argument));
}

int device_open(void)
{
	return open(device, O_RDWR | O_NONBLOCK);
}

long close_handle(int file, __u32 handle)
{
	struct parcel_close req = { .handle = handle };

	return call(file, PARCEL_IOC_CLOSE, &req);
}

long open_box(int file, const char *name, __u32 rights, __u32 *handle)
{
	struct parcel_open req = { .rights = rights };
	long result;

	snprintf(req.name, sizeof(req.name), "%s", name);
	result = call(file, PARCEL_IOC_OPEN, &req);
	*handle = req.handle;
	return result;
}

long send_bytes(int file, __u32 handle, const void *bytes, __u64 length,
		const struct parcel_record *records, __u32 nr_records)
{
	struct parcel_segment segment = { .address = (uintptr_t)bytes, .length = length };
	struct parcel_send req = {
		.handle = handle,
		.segments = (uintptr_t)&segment,
		.nr_segments = 1,
		.records = (uintptr_t)records,
		.nr_records = nr_records,
		.length = length,
	};

	return call(file, PARCEL_IOC_SEND, &req);
}

long receive_bytes(int file, __u32 handle, void *bytes, __u64 size, __u32 flags)
{
	struct parcel_receive req = {
		.handle = handle,
		.flags = flags,
		.buffer = (uintptr_t)bytes,
		.buffer_size = size,
	};

	return call(file, PARCEL_IOC_RECEIVE, &req);
}

struct parcel_stat stat_of(int file, __u32 handle)
{
	struct parcel_stat stat = { .handle = handle };
	long result = call(file, PARCEL_IOC_STAT, &stat);

	if (result)
		stat.flags = -result;
	return stat;
}

static void make_box(const char *name, __u32 handle)
{
	struct parcel_create req = {
		.mode = 0600,
		.rights = PARCEL_RIGHTS,
		.capacity_parcels = 4,
		.capacity_bytes = CAPACITY,
	};

	snprintf(req.name, sizeof(req.name), "%s", name);
	EXPECT("create", call(world.file, PARCEL_IOC_CREATE, &req), 0);
	EXPECT("handle", req.handle, handle);
}

const struct parcel_record in_box_index[2] = { { 7, 0, 3 }, { 9, 4, 4 } };

static void world_make(void)
{
	static const struct parcel_record record = { 42, 2, 3 };
	struct parcel_take take = { .handle = BOX };

	setfsuid(0);
	world.file = device_open();
	world.plain = device_open();
	world.watch = device_open();
	world.more = -1;
	make_box("box", BOX);
	make_box("other", OTHER);
	EXPECT("send", send_bytes(world.file, BOX, TAKEN, 8, &record, 1), 0);
	EXPECT("take", call(world.file, PARCEL_IOC_TAKE, &take), 8);
	EXPECT("parcel", take.parcel, PARCEL);
	EXPECT("send", send_bytes(world.file, BOX, IN_BOX, 8, in_box_index, 2), 0);
	EXPECT("open", open_box(world.watch, PARCEL_DEFAULT_NAME, 3, &world.base), 0);
	EXPECT("send", send_bytes(world.watch, world.base, IN_BASE, 7, NULL, 0), 0);
}

/* Whatever the call has left of it. */
static void world_end(void)
{
	struct parcel_unlink req;
	char byte[64];

	for (req = (struct parcel_unlink){ BOX, 0 }; req.handle <= NEXT; req.handle++)
		call(world.file, PARCEL_IOC_UNLINK, &req);
	while (receive_bytes(world.watch, world.base, byte, sizeof(byte), 0) > 0)
		;
	close(world.file);
	close(world.plain);
	close(world.watch);
	if (world.more >= 0)
		close(world.more);
}

/* What there is to see: each handle that there can be, and the default box. */
struct state {
	struct parcel_stat handles[NEXT + 1];
	struct parcel_stat base;
};

static void state_look(struct state *state)
{
	memset(state, 0, sizeof(*state));
	for (__u32 i = 0; i <= NEXT; i++)
		state->handles[i] = stat_of(world.file, i + 1);
	state->base = stat_of(world.watch, world.base);
}

static void state_compare(const struct state *before)
{
	struct state after;

	state_look(&after);
	for (__u32 i = 0; i <= NEXT; i++)
		EXPECT("what a handle names", memcmp(&before->handles[i], &after.handles[i],
						     sizeof(after.handles[i])), 0);
	EXPECT("the default box", memcmp(&before->base, &after.base, sizeof(after.base)), 0);
}

/* What is in the boxes can still be had, byte for byte. */
static void contents_compare(const struct state *before)
{
	struct parcel_read read = { .handle = PARCEL, .length = 8 };
	struct parcel_record records[2] = { };
	struct parcel_receive req = {
		.handle = BOX,
		.flags = PARCEL_PEEK,
		.buffer_size = 8,
		.records = (uintptr_t)records,
		.max_records = 2,
	};
	char bytes[8] = "";

	req.buffer = (uintptr_t)bytes;
	EXPECT("peek", call(world.file, PARCEL_IOC_RECEIVE, &req), 8);
	EXPECT("bytes", memcmp(bytes, IN_BOX, 8), 0);
	EXPECT("records", memcmp(records, in_box_index, sizeof(records)), 0);
	EXPECT("length", req.info.length, 8);
	read.buffer = (uintptr_t)bytes;
	if (before->handles[PARCEL - 1].kind == PARCEL_KIND_PARCEL) {
		EXPECT("read", call(world.file, PARCEL_IOC_READ, &read), 8);
		EXPECT("bytes", memcmp(bytes, TAKEN, 8), 0);
	}
	EXPECT("peek", receive_bytes(world.watch, world.base, bytes, 8, PARCEL_PEEK), 7);
	EXPECT("bytes", memcmp(bytes, IN_BASE, 7), 0);
}

struct tally {
	unsigned int failed;		/* faults that the caller heard of */
	unsigned int survived;		/* and those that the call could do without */
};

/* One call, of which the nth allocation or copy fails. Returns if there was one. */
static bool try_one(const struct subject *subject, struct tally *tally)
{
	struct state before;
	long result;
	bool came;

	world_make();
	if (subject->prepare)
		subject->prepare();
	state_look(&before);

	fault_arm();
	result = subject->call();
	came = fault_disarm();

	fault_came = came;
	if (came && result != subject->want) {
		tally->failed++;
		if (result != -ENOMEM && result != -EFAULT)
			EXPECT("errno", result, -ENOMEM);
		state_compare(&before);
		contents_compare(&before);
		fault_came = false;
		result = subject->call();
	} else if (came) {
		tally->survived++;
	}
	EXPECT(came ? "again" : "result", result, subject->want);
	if (result == subject->want)
		subject->worked();
	world_end();
	return came;
}

static void sweep(const struct subject *subject, struct tally *tally)
{
	for (int i = 0; i < 2; i++) {
		all_after = i;
		for (turn = 1; turn < ENDLESS && try_one(subject, tally); turn++)
			;
		EXPECT("an end", turn < ENDLESS, 1);
	}
	if (!subject->never_fails)
		EXPECT("a failure", tally->failed > 0, 1);
}

int main(int argc, char **argv)
{
	struct tally sum = { };
	unsigned int failed = 0;

	if (argc != 2) {
		fprintf(stderr, "usage: %s DEVICE\n", argv[0]);
		return 2;
	}
	device = argv[1];
	if (!fault_ready())
		return 1;
	printf("KTAP version 1\n1..%u\n", nr_subjects);
	for (unsigned int i = 0; i < nr_subjects; i++) {
		struct tally tally = { };

		failures = 0;
		sweep(&subjects[i], &tally);
		printf("%s %u %s # %u faults failed it, %u did not\n", failures ? "not ok" : "ok",
		       i + 1, subjects[i].name, tally.failed, tally.survived);
		failed += failures != 0;
		sum.failed += tally.failed;
		sum.survived += tally.survived;
	}
	printf("# %u calls, %u faults: %u failed the call, %u did not\n", nr_subjects,
	       sum.failed + sum.survived, sum.failed, sum.survived);
	return failed != 0;
}
