// SPDX-License-Identifier: GPL-2.0-only
/*
 * Parcels on their way: the rows of the table of situations that are about one box or two, with
 * the sleepers that interface.c does without.
 */
#define _GNU_SOURCE
#include <sys/mman.h>

#include "../harness.h"

#include "sleepers.h"

FIXTURE(box) {
	int file;
	char name[PARCEL_NAME_SIZE];
	__u32 box;
	struct sleeper s;
};

FIXTURE_SETUP(box)
{
	self->file = device_open(0);
	ASSERT_LE(0, self->file);
	new_name(self->name);
	ASSERT_EQ(0, create_box(self->file, self->name, 0600, 2, 64, &self->box));
}

FIXTURE_TEARDOWN(box)
{
	unlink_box(self->file, self->box);
	close(self->file);
}

/* Situation: file opened, nothing selected: the box default on first read, write or poll. */
TEST(first_read_selects_the_default)
{
	int file = device_open(O_NONBLOCK), other = device_open(O_NONBLOCK);
	char bytes[16];
	__u32 box;

	ASSERT_EQ(0, open_box(other, PARCEL_DEFAULT_NAME, 3, &box));
	EXPECT_EQ(-EAGAIN, with_errno(read(file, bytes, sizeof(bytes))));
	EXPECT_EQ(-EBUSY, select_box(file, box));
	ASSERT_EQ(0, send_to(other, box, "hi\n", 3));
	EXPECT_EQ(3, read(file, bytes, sizeof(bytes)));
}

TEST(first_write_selects_the_default)
{
	int file = device_open(O_NONBLOCK), other = device_open(O_NONBLOCK);
	char bytes[16];
	__u32 box;

	ASSERT_EQ(0, open_box(other, PARCEL_DEFAULT_NAME, 3, &box));
	EXPECT_EQ(3, write(file, "hi\n", 3));
	ASSERT_EQ(0, open_box(file, PARCEL_DEFAULT_NAME, 3, &box));
	EXPECT_EQ(-EBUSY, select_box(file, box));
	EXPECT_EQ(3, read(other, bytes, sizeof(bytes)));
}

TEST(first_poll_selects_the_default)
{
	int file = device_open(O_NONBLOCK);
	__u32 box;

	EXPECT_EQ(POLLOUT, poll_file(file, POLLIN | POLLOUT, 0));
	ASSERT_EQ(0, open_box(file, PARCEL_DEFAULT_NAME, 3, &box));
	EXPECT_EQ(-EBUSY, select_box(file, box));
}

/* A box is a stream: there is no place in it to which one could go. */
TEST_F(box, no_position)
{
	char bytes[16] = "abc";

	EXPECT_EQ(-ESPIPE, with_errno(pwrite(self->file, bytes, 3, 0)));
	EXPECT_EQ(-ESPIPE, with_errno(pread(self->file, bytes, sizeof(bytes), 0)));
	EXPECT_EQ(-ESPIPE, with_errno(lseek(self->file, 0, SEEK_SET)));
}

/* Situation: receive, buffer too small: -EMSGSIZE, parcel kept. */
TEST_F(box, buffer_too_small)
{
	struct parcel_info info;
	char bytes[16];

	ASSERT_EQ(0, send_to(self->file, self->box, "abcde", 5));
	EXPECT_EQ(-EMSGSIZE, receive_info(self->file, self->box, bytes, 4, 0, &info));
	EXPECT_EQ(5, info.length);
	EXPECT_EQ(-EMSGSIZE, receive_info(self->file, self->box, bytes, 0, PARCEL_PEEK, &info));
	ASSERT_EQ(0, select_box(self->file, self->box));
	EXPECT_EQ(-EMSGSIZE, with_errno(read(self->file, bytes, 4)));
	EXPECT_EQ(5, receive_info(self->file, self->box, bytes, 5, 0, &info));
	EXPECT_EQ(1, info.sequence);
}

/* A receiver whose buffer is too small leaves the parcel to the next one that sleeps. */
TEST_F(box, too_small_for_one_and_not_for_the_other)
{
	struct sleeper other;

	self->s = (struct sleeper){ .file = self->file, .box = self->box,
				    .sleep = sleep_in_receive };
	other = self->s;
	sleeper_start(&self->s);
	sleeper_start(&other);
	ASSERT_EQ(0, send_to(self->file, self->box, "longer than their buffers", 25));
	EXPECT_EQ(-EMSGSIZE, sleeper_join(&self->s));
	EXPECT_EQ(-EMSGSIZE, sleeper_join(&other));
}

/* Situation: receive, copy faults: the parcel goes back to the head, -EFAULT. */
TEST_F(box, copy_faults)
{
	const size_t size = getpagesize();
	char *page = mmap(NULL, 2 * size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1,
			  0);
	struct parcel_stat stat;
	struct parcel_info info;
	char bytes[16];

	/* Half of the buffer is there. */
	ASSERT_EQ(0, munmap(page + size, size));
	ASSERT_EQ(0, send_to(self->file, self->box, "first", 5));
	ASSERT_EQ(0, send_to(self->file, self->box, "second", 6));
	EXPECT_EQ(-EFAULT, receive_from(self->file, self->box, page + size - 2, 16));
	EXPECT_EQ(5, receive_parcel(self->file, self->box, bytes, 16, PARCEL_PEEK));
	ASSERT_EQ(0, select_box(self->file, self->box));
	EXPECT_EQ(-EFAULT, with_errno(read(self->file, page + size - 2, 16)));
	ASSERT_EQ(0, stat_handle(self->file, self->box, &stat));
	EXPECT_EQ(2, stat.queued_parcels);
	EXPECT_EQ(11, stat.queued_bytes);
	EXPECT_EQ(0, stat.received);
	EXPECT_EQ(5, receive_info(self->file, self->box, bytes, 16, 0, &info));
	EXPECT_EQ(1, info.sequence);
	EXPECT_EQ(0, memcmp(bytes, "first", 5));
}

/* Situation: what a call has to tell cannot be written: nothing has happened. */
TEST_F(box, told_to_read_only_memory)
{
	struct parcel_create create = { .mode = 0600, .rights = 3 };
	struct parcel_open open = { .rights = 3 };
	char bytes[16];
	/* Its buffer is too small for what is there, whose length is told. */
	struct parcel_receive receive = { .buffer = (uintptr_t)bytes, .buffer_size = 1 };
	const struct {
		unsigned long request;
		const void *argument;
		size_t size;
	} told[] = {
		{ PARCEL_IOC_CREATE, &create, sizeof(create) },
		{ PARCEL_IOC_OPEN, &open, sizeof(open) },
		{ PARCEL_IOC_RECEIVE, &receive, sizeof(receive) },
	};
	char *page = mmap(NULL, getpagesize(), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS,
			  -1, 0);
	__u32 next, handle;

	ASSERT_NE(MAP_FAILED, page);
	ASSERT_EQ(0, open_box(self->file, self->name, 3, &next));
	ASSERT_EQ(0, close_handle(self->file, next));
	ASSERT_EQ(0, send_to(self->file, self->box, "abc", 3));
	new_name(create.name);
	memcpy(open.name, self->name, sizeof(open.name));
	receive.handle = self->box;
	for (unsigned int i = 0; i < ARRAY_SIZE(told); i++) {
		memcpy(page, told[i].argument, told[i].size);
		ASSERT_EQ(0, mprotect(page, getpagesize(), PROT_READ));
		EXPECT_EQ(-EFAULT, call(self->file, told[i].request, page)) {
			TH_LOG("call %u", i);
		}
		ASSERT_EQ(0, mprotect(page, getpagesize(), PROT_READ | PROT_WRITE));
	}
	EXPECT_EQ(-ENOENT, open_box(self->file, create.name, 3, &handle));
	EXPECT_EQ(3, receive_from(self->file, self->box, bytes, sizeof(bytes)));
	/* No handle was used up. */
	EXPECT_EQ(0, open_box(self->file, self->name, 3, &handle));
	EXPECT_EQ(next, handle);
}

/* Situation: send longer than the box can ever hold: -EMSGSIZE at once; empty: -EINVAL. */
TEST_F(box, longer_than_the_box)
{
	char bytes[65] = "";

	ASSERT_EQ(0, send_to(self->file, self->box, "full", 4));
	ASSERT_EQ(0, send_to(self->file, self->box, "full", 4));
	EXPECT_EQ(-EMSGSIZE, send_parcel(self->file, self->box, bytes, 65, 0, 0));
	EXPECT_EQ(-EINVAL, send_parcel(self->file, self->box, bytes, 0, 0, 0));
	EXPECT_EQ(-EAGAIN, send_to(self->file, self->box, bytes, 64));
	ASSERT_EQ(0, select_box(self->file, self->box));
	EXPECT_EQ(-EMSGSIZE, with_errno(write(self->file, bytes, 65)));
	EXPECT_EQ(-EINVAL, with_errno(write(self->file, bytes, 0)));
	ASSERT_EQ(0, fcntl(self->file, F_SETFL, O_NONBLOCK));
	EXPECT_EQ(-EAGAIN, with_errno(write(self->file, bytes, 64)));
}

TEST(the_longest_write)
{
	static char bytes[PARCEL_MAX_LENGTH + 1];
	int file = device_open(O_NONBLOCK);

	EXPECT_EQ(-EMSGSIZE, with_errno(write(file, bytes, PARCEL_MAX_LENGTH + 1)));
	EXPECT_EQ(PARCEL_MAX_LENGTH, with_errno(write(file, bytes, PARCEL_MAX_LENGTH)));
	EXPECT_EQ(PARCEL_MAX_LENGTH, with_errno(read(file, bytes, sizeof(bytes))));
	close(file);
}

/* What counts against a box: its payload, and its index. */
TEST_F(box, the_index_counts)
{
	struct parcel_record records[5] = { };
	struct parcel_segment segment = { (uintptr_t)"abcde", 5 };
	struct parcel_send send = {
		.handle = self->box,
		.flags = PARCEL_DONTWAIT,
		.segments = (uintptr_t)&segment,
		.nr_segments = 1,
		.records = (uintptr_t)records,
		.nr_records = ARRAY_SIZE(records),
		.length = 5,
	};
	struct parcel_stat stat;
	char bytes[16];

	EXPECT_EQ(-EMSGSIZE, call(self->file, PARCEL_IOC_SEND, &send));
	segment.length = 4;
	send.length = 4;
	EXPECT_EQ(0, call(self->file, PARCEL_IOC_SEND, &send));
	ASSERT_EQ(0, stat_handle(self->file, self->box, &stat));
	EXPECT_EQ(64, stat.queued_bytes);
	EXPECT_EQ(-EAGAIN, send_to(self->file, self->box, "x", 1));
	EXPECT_EQ(4, receive_from(self->file, self->box, bytes, sizeof(bytes)));
	ASSERT_EQ(0, stat_handle(self->file, self->box, &stat));
	EXPECT_EQ(0, stat.queued_bytes);
}

/* Situation: read of 0 bytes: 0, and nothing is received; it does not sleep either. */
TEST_F(box, a_read_of_nothing)
{
	struct parcel_stat stat;
	char byte;

	ASSERT_EQ(0, select_box(self->file, self->box));
	EXPECT_EQ(0, with_errno(read(self->file, &byte, 0)));
	ASSERT_EQ(0, send_to(self->file, self->box, "abc", 3));
	EXPECT_EQ(0, with_errno(read(self->file, &byte, 0)));
	ASSERT_EQ(0, stat_handle(self->file, self->box, &stat));
	EXPECT_EQ(1, stat.queued_parcels);
}

/* Late parcels count until they are freed, and stand in the way of nobody. */
TEST_F(box, late_parcels_count)
{
	struct parcel_stat stat = { };
	__u64 soon = 20000;

	for (int i = 0; i < 1000; i++) {
		long sent = send_parcel(self->file, self->box, "late", 4, PARCEL_DONTWAIT,
					now_ns() + soon);

		/* What is long enough depends on the machine. */
		if (sent == -ETIME) {
			soon += 2000;
			continue;
		}
		/* Those before may not be late yet. */
		if (sent == -EAGAIN)
			pause_ms(1);
		else
			EXPECT_EQ(0, sent);
		ASSERT_EQ(0, stat_handle(self->file, self->box, &stat));
		EXPECT_GE(2, stat.queued_parcels);
		EXPECT_EQ(stat.sent, stat.expired + stat.queued_parcels);
	}
	EXPECT_LT(0, stat.sent);
	ASSERT_EQ(0, stat_expired(self->file, self->box, stat.sent, &stat));
	EXPECT_EQ(0, send_to(self->file, self->box, "abc", 3));
}

/* Situation: box full or empty: sleep, or -EAGAIN: by parcels, and by bytes. */
TEST_F(box, full)
{
	char bytes[64] = "";

	ASSERT_EQ(0, send_to(self->file, self->box, bytes, 40));
	EXPECT_EQ(-EAGAIN, send_to(self->file, self->box, bytes, 25));
	EXPECT_EQ(0, send_to(self->file, self->box, bytes, 24));
	EXPECT_EQ(-EAGAIN, send_to(self->file, self->box, bytes, 1));
	ASSERT_EQ(0, select_box(self->file, self->box));
	ASSERT_EQ(0, fcntl(self->file, F_SETFL, O_NONBLOCK));
	EXPECT_EQ(-EAGAIN, with_errno(write(self->file, bytes, 1)));
	EXPECT_EQ(40, read(self->file, bytes, sizeof(bytes)));
	EXPECT_EQ(-EAGAIN, send_parcel(self->file, self->box, bytes, 41, 0, 0));
	EXPECT_EQ(0, send_parcel(self->file, self->box, bytes, 40, 0, 0));
}

/* A short parcel is not kept waiting by a long one that does not fit yet. */
TEST_F(box, a_long_sender_does_not_stop_a_short_one)
{
	static char bytes[64];
	struct sleeper s = { .file = self->file, .box = self->box, .sleep = sleep_in_send };

	/* Two parcels fit. The sleeper's four bytes do not fit beside 62. */
	ASSERT_EQ(0, send_to(self->file, self->box, bytes, 62));
	sleeper_start(&s);
	EXPECT_EQ(0, send_to(self->file, self->box, bytes, 2));
	EXPECT_TRUE(sleeper_stays(&s));
	EXPECT_EQ(62, receive_from(self->file, self->box, bytes, sizeof(bytes)));
	EXPECT_EQ(0, sleeper_join(&s));
}

/* Situation: box unlinked, empty, no handle with send left: sleepers get the end of the stream. */
TEST_F(box, end_of_stream_wakes_receivers)
{
	int other = device_open(0);
	struct sleeper s[3] = { };
	__u32 handle;

	ASSERT_EQ(0, open_box(other, self->name, PARCEL_RIGHT_RECEIVE, &handle));
	ASSERT_EQ(0, select_box(other, handle));
	s[0].sleep = sleep_in_receive;
	s[1].sleep = sleep_in_read;
	s[2].sleep = sleep_in_take;
	for (int i = 0; i < 3; i++) {
		s[i].file = other;
		s[i].box = handle;
		sleeper_start(&s[i]);
	}
	ASSERT_EQ(0, unlink_box(self->file, self->box));
	for (int i = 0; i < 3; i++)
		EXPECT_TRUE(sleeper_stays(&s[i]));
	ASSERT_EQ(0, close_handle(self->file, self->box));
	for (int i = 0; i < 3; i++)
		EXPECT_EQ(0, sleeper_join(&s[i]));
}

/* What is in the box comes before its end. */
TEST_F(box, the_end_comes_last)
{
	int other = device_open(0);
	__u32 handle, elsewhere;
	char name[PARCEL_NAME_SIZE], bytes[16];

	ASSERT_EQ(0, open_box(other, self->name, PARCEL_RIGHT_RECEIVE, &handle));
	ASSERT_EQ(0, send_to(self->file, self->box, "last", 4));
	ASSERT_EQ(0, unlink_box(self->file, self->box));
	close(self->file);
	self->file = device_open(0);
	EXPECT_EQ(4, receive_parcel(other, handle, bytes, 16, 0));
	EXPECT_EQ(0, receive_parcel(other, handle, bytes, 16, 0));
	EXPECT_EQ(0, receive_parcel(other, handle, bytes, 16, PARCEL_PEEK));
	new_name(name);
	ASSERT_EQ(0, create_box(other, name, 0600, 0, 0, &elsewhere));
	EXPECT_EQ(0, move_head(other, handle, elsewhere));
	EXPECT_EQ(0, unlink_box(other, elsewhere));
}

/* Situation: sending to an unlinked box nobody can receive from: -EPIPE, also who sleeps there. */
TEST_F(box, broken_wakes_senders)
{
	int other = device_open(0);
	struct sleeper s[2] = { };
	__u32 handle;

	ASSERT_EQ(0, open_box(other, self->name, PARCEL_RIGHT_SEND, &handle));
	ASSERT_EQ(0, select_box(other, handle));
	ASSERT_EQ(0, send_to(other, handle, "full", 4));
	ASSERT_EQ(0, send_to(other, handle, "full", 4));
	s[0].sleep = sleep_in_send;
	s[1].sleep = sleep_in_write;
	for (int i = 0; i < 2; i++) {
		s[i].file = other;
		s[i].box = handle;
		sleeper_start(&s[i]);
	}
	ASSERT_EQ(0, unlink_box(self->file, self->box));
	for (int i = 0; i < 2; i++)
		EXPECT_TRUE(sleeper_stays(&s[i]));
	ASSERT_EQ(0, close_handle(self->file, self->box));
	for (int i = 0; i < 2; i++)
		EXPECT_EQ(-EPIPE, sleeper_join(&s[i]));
}

/* A box whose name is free again is another one. */
TEST_F(box, the_name_again)
{
	__u32 again;
	char bytes[16];

	ASSERT_EQ(0, send_to(self->file, self->box, "old", 3));
	ASSERT_EQ(0, unlink_box(self->file, self->box));
	EXPECT_EQ(-ENOENT, open_box(self->file, self->name, PARCEL_RIGHTS, &again));
	ASSERT_EQ(0, create_box(self->file, self->name, 0600, 0, 0, &again));
	EXPECT_EQ(-EAGAIN, receive_from(self->file, again, bytes, 16));
	EXPECT_EQ(3, receive_from(self->file, self->box, bytes, 16));
	EXPECT_EQ(0, unlink_box(self->file, again));
}

/* Situation: deadline passed: dropped, and counted, with nobody there to receive. */
TEST_F(box, deadline_passes)
{
	struct parcel_stat stat;
	struct parcel_info info;
	char bytes[16];

	EXPECT_EQ(-ETIME, send_parcel(self->file, self->box, "late", 4, 0, now_ns()));
	ASSERT_EQ(0, send_soon_late(self->file, self->box, "soon", 4, 50));
	ASSERT_EQ(0, send_to(self->file, self->box, "stay", 4));
	ASSERT_EQ(0, stat_expired(self->file, self->box, 1, &stat));
	EXPECT_EQ(1, stat.expired);
	EXPECT_EQ(1, stat.queued_parcels);
	EXPECT_EQ(stat.sent, stat.received + stat.expired + stat.queued_parcels);
	EXPECT_EQ(0, send_to(self->file, self->box, "more", 4));
	EXPECT_EQ(-EAGAIN, send_to(self->file, self->box, "most", 4));
	/* The gap in the numbers tells. */
	EXPECT_EQ(4, receive_info(self->file, self->box, bytes, 16, 0, &info));
	EXPECT_EQ(2, info.sequence);
}

/* A sender that sleeps gets the room that a deadline makes; a receiver gets no late parcel. */
TEST_F(box, deadline_makes_room)
{
	char bytes[16];
	long result;

	/* Both at the same time, or one is still to be had when the other is late. */
	do {
		const __u64 deadline = now_ns() + 200000000;

		result = send_parcel(self->file, self->box, "soon", 4, 0, deadline);
		if (!result)
			result = send_parcel(self->file, self->box, "soon", 4, 0, deadline);
	} while (result == -ETIME);
	ASSERT_EQ(0, result);
	EXPECT_EQ(0, send_parcel(self->file, self->box, "then", 4, 0, 0));
	EXPECT_EQ(4, receive_from(self->file, self->box, bytes, 16));
	EXPECT_EQ(0, memcmp(bytes, "then", 4));
}

/* A parcel that has been taken has an owner: its deadline means nothing until it is in a box. */
TEST_F(box, deadline_of_a_taken_parcel)
{
	struct parcel_stat before, stat;
	char bytes[16];
	__u32 parcel;
	long taken;

	/* It may be late before it is taken. */
	do {
		ASSERT_EQ(0, send_soon_late(self->file, self->box, "soon", 4, 200));
		taken = take_from(self->file, self->box, &parcel);
	} while (taken == -EAGAIN);
	ASSERT_EQ(4, taken);
	ASSERT_EQ(0, stat_handle(self->file, self->box, &before));
	pause_ms(300);
	EXPECT_EQ(4, read_parcel(self->file, parcel, 0, bytes, 4));
	EXPECT_EQ(0, memcmp(bytes, "soon", 4));
	EXPECT_EQ(0, forward_parcel(self->file, parcel, self->box, PARCEL_DONTWAIT));
	EXPECT_EQ(-EAGAIN, receive_from(self->file, self->box, bytes, 16));
	ASSERT_EQ(0, stat_expired(self->file, self->box, before.expired + 1, &stat));
	EXPECT_EQ(before.expired + 1, stat.expired);
}

/* Peeking sees the same as receiving, as often as wanted, and takes nothing. */
TEST_F(box, peek)
{
	struct parcel_info seen, got;
	struct parcel_stat stat;
	char bytes[16];

	ASSERT_EQ(0, send_to(self->file, self->box, "abc", 3));
	for (int i = 0; i < 3; i++)
		EXPECT_EQ(3, receive_info(self->file, self->box, bytes, 16, PARCEL_PEEK, &seen));
	ASSERT_EQ(0, stat_handle(self->file, self->box, &stat));
	EXPECT_EQ(0, stat.received);
	EXPECT_EQ(3, receive_info(self->file, self->box, bytes, 16, 0, &got));
	EXPECT_EQ(0, memcmp(&seen, &got, sizeof(got)));
}

/* The index of the parcel: in the sender's order, empty and overlapping records too. */
TEST_F(box, records)
{
	struct parcel_record records[] = { { 3, 4, 4 }, { 1, 0, 8 }, { 2, 8, 0 } }, got[4];
	struct parcel_segment segments[] = {
		{ (uintptr_t)"abc", 3 }, { 0, 0 }, { (uintptr_t)"defgh", 5 },
	};
	struct parcel_send send = {
		.handle = self->box,
		.segments = (uintptr_t)segments,
		.nr_segments = ARRAY_SIZE(segments),
		.records = (uintptr_t)records,
		.nr_records = ARRAY_SIZE(records),
		.length = 8,
	};
	char bytes[16];
	struct parcel_receive receive = {
		.handle = self->box,
		.flags = PARCEL_PEEK,
		.buffer = (uintptr_t)bytes,
		.buffer_size = sizeof(bytes),
		.records = (uintptr_t)got,
		.max_records = ARRAY_SIZE(got),
	};
	struct parcel_read_record read = {
		.buffer = (uintptr_t)bytes,
		.buffer_size = sizeof(bytes),
	};

	ASSERT_EQ(0, call(self->file, PARCEL_IOC_SEND, &send));
	EXPECT_EQ(1, send.sequence);
	EXPECT_EQ(8, call(self->file, PARCEL_IOC_RECEIVE, &receive));
	EXPECT_EQ(3, receive.info.nr_records);
	EXPECT_EQ(0, memcmp(records, got, sizeof(records)));
	ASSERT_EQ(8, take_from(self->file, self->box, &read.handle));
	for (__u32 i = 0; i < ARRAY_SIZE(records); i++) {
		read.index = i;
		EXPECT_EQ(records[i].length, call(self->file, PARCEL_IOC_READ_RECORD, &read));
		EXPECT_EQ(0, memcmp(&read.record, &records[i], sizeof(records[i])));
		EXPECT_EQ(0, memcmp(bytes, "abcdefgh" + records[i].offset, records[i].length));
	}
}

/* Forwarding and moving keep who sent it first, and give it a number of the box it comes to. */
TEST_F(box, forwarded_and_moved)
{
	char name[PARCEL_NAME_SIZE], bytes[16];
	struct parcel_info info;
	__u32 elsewhere, parcel;
	pid_t child;

	child = fork();
	if (!child) {
		int file = device_open(0);
		__u32 box;

		_exit(open_box(file, self->name, PARCEL_RIGHT_SEND, &box) ||
		      send_to(file, box, "one", 3) || send_to(file, box, "two", 3));
	}
	ASSERT_EQ(child, waitpid(child, NULL, 0));
	new_name(name);
	ASSERT_EQ(0, create_box(self->file, name, 0600, 0, 0, &elsewhere));
	ASSERT_EQ(0, send_to(self->file, elsewhere, "zero", 4));
	ASSERT_EQ(3, take_from(self->file, self->box, &parcel));
	EXPECT_EQ(3, move_head(self->file, self->box, elsewhere));
	EXPECT_EQ(0, forward_parcel(self->file, parcel, elsewhere, 0));
	EXPECT_EQ(4, receive_info(self->file, elsewhere, bytes, 16, 0, &info));
	EXPECT_EQ(3, receive_info(self->file, elsewhere, bytes, 16, 0, &info));
	EXPECT_EQ(0, memcmp(bytes, "two", 3));
	EXPECT_EQ(2, info.sequence);
	EXPECT_EQ((__u32)child, info.pid);
	EXPECT_EQ(3, receive_info(self->file, elsewhere, bytes, 16, 0, &info));
	EXPECT_EQ(0, memcmp(bytes, "one", 3));
	EXPECT_EQ(3, info.sequence);
	EXPECT_EQ((__u32)child, info.pid);
	EXPECT_EQ(0, unlink_box(self->file, elsewhere));
}

/* Situation: wrong kind of handle -EBADF; unknown name -ENOENT; exists -EEXIST. */
TEST_F(box, a_box_is_no_parcel)
{
	struct parcel_read_record record = { .handle = self->box };
	char bytes[16];

	EXPECT_EQ(-EBADF, read_parcel(self->file, self->box, 0, bytes, 1));
	EXPECT_EQ(-EBADF, call(self->file, PARCEL_IOC_READ_RECORD, &record));
}

TEST_F(box, a_name_ends)
{
	struct parcel_create create = { .mode = 0600, .rights = 7 };
	__u32 box;

	memset(create.name, 'x', sizeof(create.name));
	EXPECT_EQ(-ENAMETOOLONG, call(self->file, PARCEL_IOC_CREATE, &create));
	EXPECT_EQ(-ENAMETOOLONG, open_box(self->file, create.name, 7, &box));
}

TEST_F(box, wrong_handles_and_names)
{
	__u32 parcel, again;
	char bytes[16];

	ASSERT_EQ(0, send_to(self->file, self->box, "abc", 3));
	ASSERT_EQ(3, take_from(self->file, self->box, &parcel));
	EXPECT_EQ(-EBADF, send_to(self->file, parcel, "abc", 3));
	EXPECT_EQ(-EBADF, receive_from(self->file, parcel, bytes, 16));
	EXPECT_EQ(-EBADF, take_from(self->file, parcel, &again));
	EXPECT_EQ(-EBADF, unlink_box(self->file, parcel));
	EXPECT_EQ(-EBADF, select_box(self->file, parcel));
	EXPECT_EQ(-EBADF, move_head(self->file, parcel, self->box));
	EXPECT_EQ(-EBADF, move_head(self->file, self->box, parcel));
	EXPECT_EQ(-EBADF, forward_parcel(self->file, self->box, self->box, 0));
	EXPECT_EQ(-EBADF, forward_parcel(self->file, parcel, parcel, 0));
	EXPECT_EQ(-EBADF, close_handle(self->file, 12345));
	EXPECT_EQ(-ENOENT, open_box(self->file, "no-such-box", 1, &again));
	EXPECT_EQ(-EEXIST, create_box(self->file, self->name, 0600, 0, 0, &again));
	EXPECT_EQ(3, read_parcel(self->file, parcel, 0, bytes, 3));
}

TEST_HARNESS_MAIN
