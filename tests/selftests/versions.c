// SPDX-License-Identifier: GPL-2.0-only
/*
 * Structures that grow: callers that are older and newer than the driver.
 */
#define _GNU_SOURCE
#include <sys/mman.h>

#include "../harness.h"

#include "calls.h"

static const struct {
	const char *name;
	unsigned long request;
	size_t first;			/* PARCEL_..._SIZE_VER0 */
} calls[] = {
	{ "create", PARCEL_IOC_CREATE, PARCEL_CREATE_SIZE_VER0 },
	{ "open", PARCEL_IOC_OPEN, PARCEL_OPEN_SIZE_VER0 },
	{ "unlink", PARCEL_IOC_UNLINK, PARCEL_UNLINK_SIZE_VER0 },
	{ "close", PARCEL_IOC_CLOSE, PARCEL_CLOSE_SIZE_VER0 },
	{ "send", PARCEL_IOC_SEND, PARCEL_SEND_SIZE_VER0 },
	{ "receive", PARCEL_IOC_RECEIVE, PARCEL_RECEIVE_SIZE_VER0 },
	{ "take", PARCEL_IOC_TAKE, PARCEL_TAKE_SIZE_VER0 },
	{ "read", PARCEL_IOC_READ, PARCEL_READ_SIZE_VER0 },
	{ "read_record", PARCEL_IOC_READ_RECORD, PARCEL_READ_RECORD_SIZE_VER0 },
	{ "forward", PARCEL_IOC_FORWARD, PARCEL_FORWARD_SIZE_VER0 },
	{ "move", PARCEL_IOC_MOVE, PARCEL_MOVE_SIZE_VER0 },
	{ "select", PARCEL_IOC_SELECT, PARCEL_SELECT_SIZE_VER0 },
	{ "stat", PARCEL_IOC_STAT, PARCEL_STAT_SIZE_VER0 },
};

/* The same call from a caller whose structure has another size. */
static unsigned long resized(unsigned long request, size_t size)
{
	return _IOC(_IOC_DIR(request), _IOC_TYPE(request), _IOC_NR(request), size);
}

FIXTURE(file) {
	int file;
	size_t page;
	char *buffer;			/* of one page, with nothing behind it */
};

FIXTURE_SETUP(file)
{
	self->file = device_open(O_NONBLOCK);
	ASSERT_LE(0, self->file);
	self->page = getpagesize();
	self->buffer = mmap(NULL, 2 * self->page, PROT_READ | PROT_WRITE,
			    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	ASSERT_EQ(0, munmap(self->buffer + self->page, self->page));
}

FIXTURE_TEARDOWN(file)
{
	close(self->file);
}

TEST_F(file, smaller_than_the_first_version)
{
	for (unsigned int i = 0; i < ARRAY_SIZE(calls); i++) {
		for (size_t size = 0; size < calls[i].first; size += 4) {
			EXPECT_EQ(-EINVAL, call(self->file, resized(calls[i].request, size),
						self->buffer)) {
				TH_LOG("%s with %zu bytes", calls[i].name, size);
			}
		}
	}
}

TEST_F(file, larger_and_not_zero)
{
	for (unsigned int i = 0; i < ARRAY_SIZE(calls); i++) {
		size_t last = 4095;

		/* The first byte that the driver does not know, and the last that it looks at. */
		self->buffer[calls[i].first] = 1;
		EXPECT_EQ(-E2BIG, call(self->file, resized(calls[i].request, calls[i].first + 8),
				       self->buffer)) {
			TH_LOG("%s", calls[i].name);
		}
		self->buffer[calls[i].first] = 0;
		self->buffer[last] = 1;
		EXPECT_EQ(-E2BIG, call(self->file, resized(calls[i].request, 4096),
				       self->buffer)) {
			TH_LOG("%s", calls[i].name);
		}
		self->buffer[last] = 0;
	}
}

TEST_F(file, larger_than_a_page)
{
	const size_t size = self->page + 8;
	char *pages = mmap(NULL, 2 * self->page, PROT_READ | PROT_WRITE,
			   MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (size > _IOC_SIZEMASK)
		SKIP(return, "no call can say that it is larger than a page");
	for (unsigned int i = 0; i < ARRAY_SIZE(calls); i++) {
		EXPECT_EQ(-E2BIG, call(self->file, resized(calls[i].request, size), pages)) {
			TH_LOG("%s", calls[i].name);
		}
	}
}

/* Half of the structure is not there. */
TEST_F(file, not_all_there)
{
	for (unsigned int i = 0; i < ARRAY_SIZE(calls); i++) {
		EXPECT_EQ(-EFAULT, call(self->file, calls[i].request,
					self->buffer + self->page - calls[i].first / 2)) {
			TH_LOG("%s", calls[i].name);
		}
	}
}

/* A call of a newer caller, who sets nothing that the driver does not know. */
static long newer(int file, unsigned long request, void *argument)
{
	char buffer[512] = "";
	size_t size = _IOC_SIZE(request);
	long result;

	memcpy(buffer, argument, size);
	result = call(file, resized(request, size + 64), buffer);
	memcpy(argument, buffer, size);
	for (size_t i = size; i < sizeof(buffer); i++) {
		if (buffer[i])
			return -EPROTO;
	}
	return result;
}

/* Every call does for a newer caller what it does for one of today. */
TEST_F(file, larger_and_zero)
{
	char bytes[16] = "";
	struct parcel_segment segment = { (uintptr_t)"abcd", 4 };
	struct parcel_record record = { 7, 1, 2 };
	struct parcel_create create = { .mode = 0600, .rights = PARCEL_RIGHTS };
	struct parcel_open open = { .rights = PARCEL_RIGHTS };
	struct parcel_send send = {
		.segments = (uintptr_t)&segment,
		.records = (uintptr_t)&record,
		.nr_segments = 1,
		.nr_records = 1,
		.length = 4,
	};
	struct parcel_receive receive = { .buffer = (uintptr_t)bytes, .buffer_size = 16 };
	struct parcel_take take = { };
	struct parcel_read read = { .offset = 1, .length = 3, .buffer = (uintptr_t)bytes };
	struct parcel_read_record read_record = { .buffer = (uintptr_t)bytes, .buffer_size = 16 };
	struct parcel_forward forward = { };
	struct parcel_move move = { };
	struct parcel_select select = { };
	struct parcel_stat stat = { };
	struct parcel_close close = { };
	struct parcel_unlink unlink = { };

	new_name(create.name);
	ASSERT_EQ(0, newer(self->file, PARCEL_IOC_CREATE, &create));
	memcpy(open.name, create.name, sizeof(open.name));
	ASSERT_EQ(0, newer(self->file, PARCEL_IOC_OPEN, &open));
	EXPECT_NE(create.handle, open.handle);
	send.handle = open.handle;
	ASSERT_EQ(0, newer(self->file, PARCEL_IOC_SEND, &send));
	EXPECT_EQ(1, send.sequence);
	take.handle = open.handle;
	ASSERT_EQ(4, newer(self->file, PARCEL_IOC_TAKE, &take));
	EXPECT_EQ(getpid(), take.info.pid);
	read.handle = take.parcel;
	EXPECT_EQ(3, newer(self->file, PARCEL_IOC_READ, &read));
	EXPECT_EQ(0, memcmp(bytes, "bcd", 3));
	read_record.handle = take.parcel;
	EXPECT_EQ(2, newer(self->file, PARCEL_IOC_READ_RECORD, &read_record));
	EXPECT_EQ(7, read_record.record.tag);
	forward.parcel = take.parcel;
	forward.box = open.handle;
	EXPECT_EQ(0, newer(self->file, PARCEL_IOC_FORWARD, &forward));
	EXPECT_EQ(2, forward.sequence);
	unlink.handle = open.handle;
	EXPECT_EQ(0, newer(self->file, PARCEL_IOC_UNLINK, &unlink));
	/* Its name is free, so there can be a second box to move to. */
	ASSERT_EQ(0, newer(self->file, PARCEL_IOC_CREATE, &create));
	move.from = open.handle;
	move.to = create.handle;
	EXPECT_EQ(4, newer(self->file, PARCEL_IOC_MOVE, &move));
	EXPECT_EQ(1, move.sequence);
	receive.handle = create.handle;
	EXPECT_EQ(4, newer(self->file, PARCEL_IOC_RECEIVE, &receive));
	EXPECT_EQ(1, receive.info.nr_records);
	stat.handle = create.handle;
	EXPECT_EQ(0, newer(self->file, PARCEL_IOC_STAT, &stat));
	EXPECT_EQ(1, stat.received);
	select.handle = create.handle;
	EXPECT_EQ(0, newer(self->file, PARCEL_IOC_SELECT, &select));
	EXPECT_EQ(POLLOUT, poll_file(self->file, POLLIN | POLLOUT, 0));
	unlink.handle = create.handle;
	EXPECT_EQ(0, newer(self->file, PARCEL_IOC_UNLINK, &unlink));
	close.handle = create.handle;
	EXPECT_EQ(0, newer(self->file, PARCEL_IOC_CLOSE, &close));
	EXPECT_EQ(-EBADF, newer(self->file, PARCEL_IOC_CLOSE, &close));
}

/* Reserved members and flags that nobody knows are not 0. */
TEST_F(file, reserved_is_zero)
{
	struct parcel_create create = { .mode = 0600, .rights = 7, .reserved = 1 };
	struct parcel_open open = { .name = "default", .rights = 1, .reserved = 1 };
	struct parcel_stat stat = { };
	struct parcel_take take = { .reserved = 1 };
	struct parcel_receive receive = { .reserved = 1 };
	struct parcel_forward forward = { .reserved = 1 };
	struct parcel_read_record record = { .reserved = 1 };
	struct parcel_move move = { .reserved = 1 };
	__u32 box;

	new_name(create.name);
	EXPECT_EQ(-EINVAL, call(self->file, PARCEL_IOC_CREATE, &create));
	EXPECT_EQ(-EINVAL, call(self->file, PARCEL_IOC_OPEN, &open));
	ASSERT_EQ(0, open_box(self->file, "default", 3, &box));
	take.handle = box;
	receive.handle = box;
	stat.handle = box;
	stat.flags = 1;
	EXPECT_EQ(-EINVAL, call(self->file, PARCEL_IOC_STAT, &stat));
	EXPECT_EQ(-EINVAL, call(self->file, PARCEL_IOC_TAKE, &take));
	EXPECT_EQ(-EINVAL, call(self->file, PARCEL_IOC_RECEIVE, &receive));
	EXPECT_EQ(-EINVAL, call(self->file, PARCEL_IOC_FORWARD, &forward));
	EXPECT_EQ(-EINVAL, call(self->file, PARCEL_IOC_READ_RECORD, &record));
	EXPECT_EQ(-EINVAL, call(self->file, PARCEL_IOC_MOVE, &move));
	receive.reserved = 0;
	receive.flags = 1u << 31;
	EXPECT_EQ(-EINVAL, call(self->file, PARCEL_IOC_RECEIVE, &receive));
	EXPECT_EQ(-EINVAL, send_parcel(self->file, box, "abc", 3, 1u << 31, 0));
}

TEST_HARNESS_MAIN
