// SPDX-License-Identifier: GPL-2.0-only
/*
 * A 32-bit program on a 64-bit kernel: every call through compat_ioctl. It has the kernel's nolibc
 * for a C library (see the Makefile), since that needs nothing to be there for 32 bits.
 */
#include "../harness.h"

#include "calls.h"

_Static_assert(sizeof(void *) == 4 && sizeof(long) == 4, "a 32-bit program");

FIXTURE(compat) {
	int file;
	char name[PARCEL_NAME_SIZE];
	__u32 box;
};

FIXTURE_SETUP(compat)
{
	self->file = device_open(O_NONBLOCK);
	ASSERT_LE(0, self->file);
	new_name(self->name);
	ASSERT_EQ(0, create_box(self->file, self->name, 0600, 2, 0, &self->box));
}

FIXTURE_TEARDOWN(compat)
{
	EXPECT_EQ(0, unlink_box(self->file, self->box));
	close(self->file);
}

TEST_F(compat, read_write_and_poll)
{
	char bytes[16];

	ASSERT_EQ(0, select_box(self->file, self->box));
	EXPECT_EQ(POLLOUT, poll_file(self->file, POLLIN | POLLOUT, 0));
	EXPECT_EQ(3, write(self->file, "abc", 3));
	EXPECT_EQ(POLLIN | POLLOUT, poll_file(self->file, POLLIN | POLLOUT, 0));
	EXPECT_EQ(3, read(self->file, bytes, sizeof(bytes)));
	EXPECT_EQ(0, memcmp(bytes, "abc", 3));
	EXPECT_EQ(-EAGAIN, with_errno(read(self->file, bytes, sizeof(bytes))));
}

/* Arrays, addresses and numbers of 64 bits are where a 64-bit driver looks for them. */
TEST_F(compat, send_and_receive)
{
	struct parcel_segment segments[] = { { (uintptr_t)"abc", 3 }, { (uintptr_t)"defgh", 5 } };
	struct parcel_record records[] = { { 7, 0, 3 }, { 9, 3, 5 } }, got[2];
	__u64 deadline = now_ns() + 3600000000000ull;
	char bytes[16];
	struct parcel_send send = {
		.handle = self->box,
		.segments = (uintptr_t)segments,
		.nr_segments = 2,
		.records = (uintptr_t)records,
		.nr_records = 2,
		.length = 8,
		.deadline = deadline,
	};
	struct parcel_receive receive = {
		.handle = self->box,
		.flags = PARCEL_PEEK,
		.buffer = (uintptr_t)bytes,
		.buffer_size = sizeof(bytes),
		.records = (uintptr_t)got,
		.max_records = 2,
	};

	ASSERT_EQ(0, call(self->file, PARCEL_IOC_SEND, &send));
	EXPECT_EQ(1, send.sequence);
	EXPECT_EQ(8, call(self->file, PARCEL_IOC_RECEIVE, &receive));
	EXPECT_EQ(0, memcmp(bytes, "abcdefgh", 8));
	EXPECT_EQ(0, memcmp(got, records, sizeof(got)));
	EXPECT_EQ(8, receive.info.length);
	EXPECT_EQ(deadline, receive.info.deadline);
	EXPECT_EQ((__u32)getpid(), receive.info.pid);
	EXPECT_EQ(2, receive.info.nr_records);
}

TEST_F(compat, take_read_forward_and_move)
{
	struct parcel_read_record record = { };
	char name[PARCEL_NAME_SIZE], bytes[16];
	struct parcel_stat stat;
	__u32 parcel, other, again;

	new_name(name);
	ASSERT_EQ(0, create_box(self->file, name, 0600, 0, 0, &other));
	EXPECT_EQ(0, open_box(self->file, name, PARCEL_RIGHT_SEND, &again));
	ASSERT_EQ(0, send_to(self->file, self->box, "abcdefgh", 8));
	ASSERT_EQ(8, take_from(self->file, self->box, &parcel));
	EXPECT_EQ(3, read_parcel(self->file, parcel, 5, bytes, 3));
	EXPECT_EQ(0, memcmp(bytes, "fgh", 3));
	EXPECT_EQ(-EINVAL, read_parcel(self->file, parcel, 1ull << 32, bytes, 3));
	record.handle = parcel;
	EXPECT_EQ(-EINVAL, call(self->file, PARCEL_IOC_READ_RECORD, &record));
	EXPECT_EQ(0, forward_parcel(self->file, parcel, self->box, 0));
	EXPECT_EQ(8, move_head(self->file, self->box, again));
	ASSERT_EQ(0, stat_handle(self->file, other, &stat));
	EXPECT_EQ(8, stat.queued_bytes);
	EXPECT_EQ(1, stat.sent);
	EXPECT_EQ(0, close_handle(self->file, again));
	EXPECT_EQ(0, unlink_box(self->file, other));
}

TEST_F(compat, addresses_that_are_none)
{
	struct parcel_segment segment = { (1ull << 32) + (uintptr_t)self->name, 3 };
	struct parcel_send send = {
		.handle = self->box,
		.segments = (uintptr_t)&segment,
		.nr_segments = 1,
		.length = 3,
	};
	struct parcel_stat stat;
	char bytes[16];

	/* Beyond what a 32-bit program can name. */
	EXPECT_EQ(-EFAULT, call(self->file, PARCEL_IOC_SEND, &send));
	EXPECT_EQ(-EFAULT, call(self->file, PARCEL_IOC_STAT, (void *)8));
	EXPECT_EQ(-EFAULT, send_to(self->file, self->box, (void *)8, 3));
	ASSERT_EQ(0, send_to(self->file, self->box, "abc", 3));
	EXPECT_EQ(-EFAULT, receive_from(self->file, self->box, (void *)8, 16));
	ASSERT_EQ(0, stat_handle(self->file, self->box, &stat));
	EXPECT_EQ(1, stat.queued_parcels);
	EXPECT_EQ(3, receive_from(self->file, self->box, bytes, 16));
}

TEST_HARNESS_MAIN
