// SPDX-License-Identifier: GPL-2.0-only
/*
 * The calls of the parcel driver, with a real address space: handles of every kind, ranges, bad
 * addresses at each copy, and no memory at each allocation.
 */
#include <kunit/test.h>
#include <kunit/visibility.h>
#include <linux/ktime.h>
#include <linux/mman.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/uaccess.h>

#include "../driver/safe/parcel_internal.h"
#include "fail_nth.h"

#define NOWHERE		8UL	/* an address that is never mapped */

/* Where in the memory of the caller things are. */
#define STRUCTURE	0
#define SEGMENTS	512
#define RECORDS		1024
#define PAYLOAD		2048
#define BUFFER		3072
#define LARGE		PAGE_SIZE	/* room for what is as large as can be */
#define LARGER		(LARGE + PARCEL_MAX_LENGTH)
#define USER_SIZE	(LARGER + PARCEL_MAX_LENGTH)

static struct parcel_file_own_slot opened;
static struct depot_ref_slot device;
static unsigned long user;

static const struct parcel_file *file(void)
{
	own_peek(parcel_file_own, f, &opened);

	return own_none(f) ? NULL : own_use(f);
}

static void unbind(void)
{
	own_peek(depot_ref, d, &device);

	if (!own_none(d))
		depot_revoke(own_use(d));
}

static u64 at(unsigned long offset)
{
	return user + offset;
}

static void put(struct kunit *test, unsigned long offset, const void *from, size_t length)
{
	KUNIT_ASSERT_EQ(test, copy_to_user((void __user *)at(offset), from, length), 0);
}

static void get(struct kunit *test, void *to, unsigned long offset, size_t length)
{
	KUNIT_ASSERT_EQ(test, copy_from_user(to, (void __user *)at(offset), length), 0);
}

static long call_at(unsigned int number, unsigned long address, size_t size)
{
	struct call call = {
		.file = file(),
		.nonblock = true,
		.from = own_user_reader_from((void __user *)address, size),
		.to = own_user_writer_from((void __user *)address, size),
	};

	return call_run(&call, number);
}

/* As ioctl(2) does: the structure goes to user memory, and comes back from there. */
static long call_sized(struct kunit *test, unsigned int number, void *structure, size_t size)
{
	long ret;

	put(test, STRUCTURE, structure, size);
	ret = call_at(number, at(STRUCTURE), size);
	get(test, structure, STRUCTURE, size);
	return ret;
}

static long call(struct kunit *test, unsigned int number, void *structure)
{
	return call_sized(test, number, structure, _IOC_SIZE(number));
}

static long create(struct kunit *test, const char *name, u32 rights)
{
	struct parcel_create c = { .mode = 0666, .rights = rights };
	long ret;

	strscpy(c.name, name);
	ret = call(test, PARCEL_IOC_CREATE, &c);
	return ret ?: c.handle;
}

static long open_box(struct kunit *test, const char *name, u32 rights)
{
	struct parcel_open o = { .rights = rights };
	long ret;

	strscpy(o.name, name);
	ret = call(test, PARCEL_IOC_OPEN, &o);
	return ret ?: o.handle;
}

static struct parcel_send sending(struct kunit *test, u32 handle, size_t length)
{
	const struct parcel_segment segment = { .address = at(PAYLOAD), .length = length };

	put(test, SEGMENTS, &segment, sizeof(segment));
	return (struct parcel_send){
		.handle = handle,
		.segments = at(SEGMENTS),
		.records = at(RECORDS),
		.nr_segments = 1,
		.length = length,
	};
}

static long send(struct kunit *test, u32 handle, size_t length)
{
	struct parcel_send s = sending(test, handle, length);

	return call(test, PARCEL_IOC_SEND, &s);
}

static long send_indexed(struct kunit *test, u32 handle, size_t length, u32 offset, u32 part)
{
	const struct parcel_record record = { .tag = 1, .offset = offset, .length = part };
	struct parcel_send s = sending(test, handle, length);

	put(test, RECORDS, &record, sizeof(record));
	s.nr_records = 1;
	return call(test, PARCEL_IOC_SEND, &s);
}

static long receive_to(struct kunit *test, u32 handle, u64 buffer)
{
	struct parcel_receive r = { .handle = handle, .buffer = buffer, .buffer_size = 512 };

	return call(test, PARCEL_IOC_RECEIVE, &r);
}

static long take(struct kunit *test, u32 handle)
{
	struct parcel_take t = { .handle = handle };
	long ret = call(test, PARCEL_IOC_TAKE, &t);

	return ret > 0 ? t.parcel : ret;
}

static long read_range(struct kunit *test, u32 handle, u64 offset, u64 length, u64 buffer)
{
	struct parcel_read r = {
		.handle = handle, .offset = offset, .length = length, .buffer = buffer,
	};

	return call(test, PARCEL_IOC_READ, &r);
}

static long forward(struct kunit *test, u32 parcel, u32 box)
{
	struct parcel_forward f = { .parcel = parcel, .box = box };

	return call(test, PARCEL_IOC_FORWARD, &f);
}

static long close_handle(struct kunit *test, u32 handle)
{
	struct parcel_close c = { .handle = handle };

	return call(test, PARCEL_IOC_CLOSE, &c);
}

static struct parcel_stat stat(struct kunit *test, u32 handle)
{
	struct parcel_stat s = { .handle = handle };

	KUNIT_EXPECT_EQ(test, call(test, PARCEL_IOC_STAT, &s), 0);
	return s;
}

static int call_test_init(struct kunit *test)
{
	u8 pattern[256];

	own_auto(depot_ref, d, depot_new());
	KUNIT_ASSERT_FALSE(test, own_none(d));
	own_auto(parcel_file_own, f, parcel_file_new(depot_ref_get(own_use(d)), current_cred()));
	KUNIT_ASSERT_FALSE(test, own_none(f));
	depot_ref_set(&device, own_take(d));
	parcel_file_own_set(&opened, own_take(f));

	user = kunit_vm_mmap(test, NULL, 0, USER_SIZE, PROT_READ | PROT_WRITE,
			     MAP_ANONYMOUS | MAP_PRIVATE, 0);
	KUNIT_ASSERT_NE(test, user, 0);
	for (size_t i = 0; i < sizeof(pattern); i++)
		pattern[i] = i;
	put(test, PAYLOAD, pattern, sizeof(pattern));
	return 0;
}

static void call_test_exit(struct kunit *test)
{
	own_auto(depot_ref, d, depot_ref_take_from(&device));
	own_auto(parcel_file_own, f, parcel_file_own_take_from(&opened));

	if (!own_none(d))
		depot_revoke(own_use(d));
}

static void unknown_calls_are_refused(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, call_at(_IO(PARCEL_IOC_TYPE, 0), NOWHERE, 8), -ENOTTY);
	KUNIT_EXPECT_EQ(test, call_at(_IO(PARCEL_IOC_TYPE, 0x0e), NOWHERE, 8), -ENOTTY);
	KUNIT_EXPECT_EQ(test, call_at(_IO(PARCEL_IOC_TYPE, 0xff), NOWHERE, 8), -ENOTTY);
	KUNIT_EXPECT_EQ(test, call_at(_IO('x', 1), NOWHERE, 8), -ENOTTY);
}

static void structures_grow_both_ways(struct kunit *test)
{
	struct { struct parcel_close known; u64 more; } larger = { .known = { .handle = 1 } };
	struct parcel_close c = { .handle = 1 };

	KUNIT_EXPECT_GT(test, create(test, "a", PARCEL_RIGHTS), 0);
	KUNIT_EXPECT_EQ(test, call_sized(test, PARCEL_IOC_CLOSE, &c, 7), -EINVAL);
	larger.more = 1;
	KUNIT_EXPECT_EQ(test, call_sized(test, PARCEL_IOC_CLOSE, &larger, 16), -E2BIG);
	larger.more = 0;
	KUNIT_EXPECT_EQ(test, call_at(PARCEL_IOC_CLOSE, at(STRUCTURE), PAGE_SIZE + 1), -E2BIG);
	KUNIT_EXPECT_EQ(test, call_at(PARCEL_IOC_CLOSE, NOWHERE, 8), -EFAULT);
	KUNIT_EXPECT_EQ(test, call_sized(test, PARCEL_IOC_CLOSE, &larger, 16), 0);
}

static void names_are_checked(struct kunit *test)
{
	struct parcel_create c = { .rights = PARCEL_RIGHTS };

	memset(c.name, 'x', sizeof(c.name));
	KUNIT_EXPECT_EQ(test, call(test, PARCEL_IOC_CREATE, &c), -ENAMETOOLONG);
	c.name[31] = 0;
	KUNIT_EXPECT_EQ(test, call(test, PARCEL_IOC_CREATE, &c), 0);
	KUNIT_EXPECT_EQ(test, create(test, "", PARCEL_RIGHTS), -EINVAL);
	KUNIT_EXPECT_EQ(test, create(test, "a b", PARCEL_RIGHTS), -EINVAL);
	KUNIT_EXPECT_EQ(test, create(test, "a/b", PARCEL_RIGHTS), -EINVAL);
	KUNIT_EXPECT_EQ(test, create(test, "\x7f", PARCEL_RIGHTS), -EINVAL);
	KUNIT_EXPECT_EQ(test, create(test, "\xe4", PARCEL_RIGHTS), -EINVAL);
	KUNIT_EXPECT_EQ(test, create(test, "ok", 0), -EINVAL);
	KUNIT_EXPECT_EQ(test, create(test, "ok", 8), -EINVAL);
	KUNIT_EXPECT_EQ(test, open_box(test, "ok", 1), -ENOENT);
}

static void handles_have_kinds_and_rights(struct kunit *test)
{
	long all = create(test, "a", PARCEL_RIGHTS);
	long in = open_box(test, "a", PARCEL_RIGHT_SEND);
	long out = open_box(test, "a", PARCEL_RIGHT_RECEIVE);
	struct parcel_unlink u = { .handle = in };
	struct parcel_select s;
	long parcel;

	KUNIT_EXPECT_EQ(test, receive_to(test, in, at(BUFFER)), -EACCES);
	KUNIT_EXPECT_EQ(test, take(test, in), -EACCES);
	KUNIT_EXPECT_EQ(test, send(test, out, 1), -EACCES);
	KUNIT_EXPECT_EQ(test, call(test, PARCEL_IOC_UNLINK, &u), -EACCES);
	KUNIT_EXPECT_EQ(test, send(test, in, 5), 0);
	parcel = take(test, out);
	KUNIT_ASSERT_GT(test, parcel, 0);
	/* A parcel is no box, and a box is no parcel. */
	KUNIT_EXPECT_EQ(test, send(test, parcel, 1), -EBADF);
	KUNIT_EXPECT_EQ(test, receive_to(test, parcel, at(BUFFER)), -EBADF);
	KUNIT_EXPECT_EQ(test, forward(test, all, in), -EBADF);
	KUNIT_EXPECT_EQ(test, forward(test, parcel, parcel), -EBADF);
	KUNIT_EXPECT_EQ(test, read_range(test, all, 0, 1, at(BUFFER)), -EBADF);
	s = (struct parcel_select){ .handle = parcel };
	KUNIT_EXPECT_EQ(test, call(test, PARCEL_IOC_SELECT, &s), -EBADF);
	KUNIT_EXPECT_EQ(test, forward(test, parcel, out), -EACCES);
	KUNIT_EXPECT_EQ(test, forward(test, parcel, 99), -EBADF);
	KUNIT_EXPECT_EQ(test, stat(test, parcel).kind, PARCEL_KIND_PARCEL);
	KUNIT_EXPECT_EQ(test, stat(test, out).kind, PARCEL_KIND_BOX);
	KUNIT_EXPECT_EQ(test, forward(test, parcel, in), 0);
	KUNIT_EXPECT_EQ(test, forward(test, parcel, in), -EBADF);
	KUNIT_EXPECT_EQ(test, close_handle(test, parcel), -EBADF);
	KUNIT_EXPECT_EQ(test, close_handle(test, 0), -EBADF);
	KUNIT_EXPECT_EQ(test, close_handle(test, U32_MAX), -EBADF);
	KUNIT_EXPECT_EQ(test, close_handle(test, in), 0);
	KUNIT_EXPECT_EQ(test, send(test, in, 1), -EBADF);
}

static void ranges_do_not_wrap(struct kunit *test)
{
	static const struct {
		u64 offset, length;
		long want;
	} ranges[] = {
		{ 0, 0, 0 },	{ 0, 1, 1 },	{ 0, 100, 100 },	{ 0, 101, -EINVAL },
		{ 99, 1, 1 },	{ 99, 2, -EINVAL },	{ 100, 0, 0 },	{ 100, 1, -EINVAL },
		{ 101, 0, -EINVAL },	{ 1, U64_MAX, -EINVAL },	{ U64_MAX, 1, -EINVAL },
		{ U64_MAX, U64_MAX, -EINVAL },	{ 50, U64_MAX - 49, -EINVAL },
		{ 0, 1ULL << 32, -EINVAL },	{ 1ULL << 32, 1, -EINVAL },
		{ (u64)-1 - 50, 51, -EINVAL },
	};
	long box = create(test, "a", PARCEL_RIGHTS);
	u8 byte;
	long parcel;

	KUNIT_ASSERT_EQ(test, send(test, box, 100), 0);
	parcel = take(test, box);
	for (size_t i = 0; i < ARRAY_SIZE(ranges); i++)
		KUNIT_EXPECT_EQ_MSG(test, read_range(test, parcel, ranges[i].offset,
						     ranges[i].length, at(BUFFER)),
				    ranges[i].want, "range %zu", i);
	KUNIT_EXPECT_EQ(test, read_range(test, parcel, 37, 1, at(BUFFER)), 1);
	get(test, &byte, BUFFER, 1);
	KUNIT_EXPECT_EQ(test, byte, 37);
}

static void records_lie_within_the_payload(struct kunit *test)
{
	long box = create(test, "a", PARCEL_RIGHTS);
	struct parcel_read_record r = { .buffer = at(BUFFER), .buffer_size = 10 };

	KUNIT_EXPECT_EQ(test, send_indexed(test, box, 100, 100, 1), -EINVAL);
	KUNIT_EXPECT_EQ(test, send_indexed(test, box, 100, 101, 0), -EINVAL);
	KUNIT_EXPECT_EQ(test, send_indexed(test, box, 100, 0, 101), -EINVAL);
	KUNIT_EXPECT_EQ(test, send_indexed(test, box, 100, U32_MAX, 1), -EINVAL);
	KUNIT_EXPECT_EQ(test, send_indexed(test, box, 100, 1, U32_MAX), -EINVAL);
	KUNIT_EXPECT_EQ(test, send_indexed(test, box, 100, 90, 10), 0);
	KUNIT_EXPECT_EQ(test, stat(test, box).sent, 1);
	r.handle = take(test, box);
	KUNIT_EXPECT_EQ(test, call(test, PARCEL_IOC_READ_RECORD, &r), 10);
	KUNIT_EXPECT_EQ(test, r.record.offset, 90);
	r.buffer_size = 9;
	r.record = (struct parcel_record){ };
	KUNIT_EXPECT_EQ(test, call(test, PARCEL_IOC_READ_RECORD, &r), -EMSGSIZE);
	KUNIT_EXPECT_EQ(test, r.record.length, 10);
	r.buffer_size = 0;
	KUNIT_EXPECT_EQ(test, call(test, PARCEL_IOC_READ_RECORD, &r), 0);
	r.index = 1;
	KUNIT_EXPECT_EQ(test, call(test, PARCEL_IOC_READ_RECORD, &r), -EINVAL);
	r.index = U32_MAX;
	KUNIT_EXPECT_EQ(test, call(test, PARCEL_IOC_READ_RECORD, &r), -EINVAL);
}

static void segments_add_up_or_nothing_is_sent(struct kunit *test)
{
	struct parcel_segment segments[] = {
		{ at(PAYLOAD), 10 }, { at(PAYLOAD), 0 }, { at(PAYLOAD + 10), 20 },
	};
	long box = create(test, "a", PARCEL_RIGHTS);
	struct parcel_send s = sending(test, box, 30);
	u8 got[30];

	s.nr_segments = 3;
	put(test, SEGMENTS, segments, sizeof(segments));
	KUNIT_EXPECT_EQ(test, call(test, PARCEL_IOC_SEND, &s), 0);
	KUNIT_EXPECT_EQ(test, s.sequence, 1);
	KUNIT_EXPECT_EQ(test, receive_to(test, box, at(BUFFER)), 30);
	get(test, got, BUFFER, 30);
	for (int i = 0; i < 30; i++)
		KUNIT_EXPECT_EQ(test, got[i], i);

	s.length = 31;
	KUNIT_EXPECT_EQ(test, call(test, PARCEL_IOC_SEND, &s), -EINVAL);
	s.length = 29;
	KUNIT_EXPECT_EQ(test, call(test, PARCEL_IOC_SEND, &s), -EINVAL);
	segments[2].length = U64_MAX - 9;
	put(test, SEGMENTS, segments, sizeof(segments));
	KUNIT_EXPECT_EQ(test, call(test, PARCEL_IOC_SEND, &s), -EOVERFLOW);
	segments[2].length = U64_MAX - 10;
	put(test, SEGMENTS, segments, sizeof(segments));
	KUNIT_EXPECT_EQ(test, call(test, PARCEL_IOC_SEND, &s), -EINVAL);
	s.nr_segments = PARCEL_MAX_SEGMENTS + 1;
	KUNIT_EXPECT_EQ(test, call(test, PARCEL_IOC_SEND, &s), -EOVERFLOW);
	s.nr_segments = U32_MAX;
	KUNIT_EXPECT_EQ(test, call(test, PARCEL_IOC_SEND, &s), -EOVERFLOW);
	s.nr_segments = 1;
	s.nr_records = PARCEL_MAX_RECORDS + 1;
	KUNIT_EXPECT_EQ(test, call(test, PARCEL_IOC_SEND, &s), -EOVERFLOW);
	s.nr_records = 0;
	s.length = 0;
	KUNIT_EXPECT_EQ(test, call(test, PARCEL_IOC_SEND, &s), -EINVAL);
	s.length = PARCEL_MAX_LENGTH + 1;
	KUNIT_EXPECT_EQ(test, call(test, PARCEL_IOC_SEND, &s), -EMSGSIZE);
	s.length = (1ULL << 32) + 1;
	KUNIT_EXPECT_EQ(test, call(test, PARCEL_IOC_SEND, &s), -EMSGSIZE);
	s.length = U64_MAX;
	KUNIT_EXPECT_EQ(test, call(test, PARCEL_IOC_SEND, &s), -EMSGSIZE);
	KUNIT_EXPECT_EQ(test, stat(test, box).sent, 1);
}

static void capacities_have_limits(struct kunit *test)
{
	static const struct {
		u32 parcels;
		u64 bytes;
		long want;
	} limits[] = {
		{ 1, 1, 0 },
		{ PARCEL_MAX_BOX_PARCELS, PARCEL_MAX_BOX_BYTES, 0 },
		{ PARCEL_MAX_BOX_PARCELS + 1, 1, -EINVAL },
		{ U32_MAX, 1, -EINVAL },
		{ 1, PARCEL_MAX_BOX_BYTES + 1, -EINVAL },
		{ 1, (1ULL << 32) + 1, -EINVAL },
		{ 1, U64_MAX, -EINVAL },
	};
	struct parcel_create c = { .name = "x", .rights = PARCEL_RIGHTS };

	for (size_t i = 0; i < ARRAY_SIZE(limits); i++) {
		c.name[0] = 'a' + i;
		c.capacity_parcels = limits[i].parcels;
		c.capacity_bytes = limits[i].bytes;
		KUNIT_EXPECT_EQ_MSG(test, call(test, PARCEL_IOC_CREATE, &c), limits[i].want,
				    "limit %zu", i);
	}
	c = (struct parcel_create){ .name = "z", .rights = PARCEL_RIGHTS };
	KUNIT_EXPECT_EQ(test, call(test, PARCEL_IOC_CREATE, &c), 0);
	KUNIT_EXPECT_EQ(test, stat(test, c.handle).capacity_parcels, PARCEL_DEFAULT_BOX_PARCELS);
	KUNIT_EXPECT_EQ(test, stat(test, c.handle).capacity_bytes, PARCEL_DEFAULT_BOX_BYTES);
	c.name[0] = 'y';
	for (u32 bit = 1; bit; bit <<= 1) {
		if (bit & PARCEL_MODE_MASK)
			continue;
		c.mode = bit;
		KUNIT_EXPECT_EQ_MSG(test, call(test, PARCEL_IOC_CREATE, &c), -EINVAL,
				    "mode %#o", bit);
	}
}

static void one_byte_and_one_parcel_is_a_box(struct kunit *test)
{
	struct parcel_create c = {
		.name = "a", .rights = PARCEL_RIGHTS, .capacity_parcels = 1, .capacity_bytes = 1,
	};

	KUNIT_ASSERT_EQ(test, call(test, PARCEL_IOC_CREATE, &c), 0);
	KUNIT_EXPECT_EQ(test, send(test, c.handle, 2), -EMSGSIZE);
	KUNIT_EXPECT_EQ(test, send(test, c.handle, 1), 0);
	KUNIT_EXPECT_EQ(test, send(test, c.handle, 1), -EAGAIN);
	KUNIT_EXPECT_EQ(test, send(test, c.handle, 2), -EMSGSIZE);
	KUNIT_EXPECT_EQ(test, receive_to(test, c.handle, at(BUFFER)), 1);
	KUNIT_EXPECT_EQ(test, receive_to(test, c.handle, at(BUFFER)), -EAGAIN);
}

/* As many bytes, segments and records as there can be. */
static void the_most_is_not_too_much(struct kunit *test)
{
	const size_t part = PARCEL_MAX_LENGTH / PARCEL_MAX_SEGMENTS;
	long box = create(test, "a", PARCEL_RIGHTS);
	struct parcel_send s = {
		.handle = box,
		.segments = at(SEGMENTS),
		.records = at(LARGER),
		.nr_segments = PARCEL_MAX_SEGMENTS,
		.nr_records = PARCEL_MAX_RECORDS,
		.length = PARCEL_MAX_LENGTH,
	};
	struct parcel_receive r = {
		.handle = box,
		.buffer = at(LARGE),
		.buffer_size = PARCEL_MAX_LENGTH,
		.records = at(LARGER),
		.max_records = PARCEL_MAX_RECORDS,
	};
	struct parcel_record record;
	u32 mark;

	for (u32 i = 0; i < PARCEL_MAX_SEGMENTS; i++) {
		const struct parcel_segment segment = { at(LARGE + i * part), part };

		put(test, SEGMENTS + i * sizeof(segment), &segment, sizeof(segment));
		put(test, LARGE + i * part, &i, sizeof(i));
	}
	for (u32 i = 0; i < PARCEL_MAX_RECORDS; i++) {
		record = (struct parcel_record){ i, i, PARCEL_MAX_LENGTH - i };
		put(test, LARGER + i * sizeof(record), &record, sizeof(record));
	}
	KUNIT_EXPECT_EQ(test, call(test, PARCEL_IOC_SEND, &s), 0);
	KUNIT_EXPECT_EQ(test, clear_user((void __user *)at(LARGE), 2 * PARCEL_MAX_LENGTH), 0);
	r.max_records--;
	KUNIT_EXPECT_EQ(test, call(test, PARCEL_IOC_RECEIVE, &r), -EMSGSIZE);
	KUNIT_EXPECT_EQ(test, r.info.nr_records, PARCEL_MAX_RECORDS);
	r.max_records++;
	r.buffer_size--;
	KUNIT_EXPECT_EQ(test, call(test, PARCEL_IOC_RECEIVE, &r), -EMSGSIZE);
	KUNIT_EXPECT_EQ(test, r.info.length, PARCEL_MAX_LENGTH);
	r.buffer_size = U64_MAX;
	r.max_records = U32_MAX;
	KUNIT_EXPECT_EQ(test, call(test, PARCEL_IOC_RECEIVE, &r), PARCEL_MAX_LENGTH);
	for (u32 i = 0; i < PARCEL_MAX_SEGMENTS; i++) {
		get(test, &mark, LARGE + i * part, sizeof(mark));
		KUNIT_EXPECT_EQ(test, mark, i);
	}
	get(test, &record, LARGER + (PARCEL_MAX_RECORDS - 1) * sizeof(record), sizeof(record));
	KUNIT_EXPECT_EQ(test, record.tag, PARCEL_MAX_RECORDS - 1);
	KUNIT_EXPECT_EQ(test, record.length, PARCEL_MAX_LENGTH - PARCEL_MAX_RECORDS + 1);
}

static void deadlines_have_no_limit(struct kunit *test)
{
	long box = create(test, "a", PARCEL_RIGHTS);
	struct parcel_send s = sending(test, box, 1);

	s.deadline = 1;
	KUNIT_EXPECT_EQ(test, call(test, PARCEL_IOC_SEND, &s), -ETIME);
	s.deadline = ktime_get_ns();
	KUNIT_EXPECT_EQ(test, call(test, PARCEL_IOC_SEND, &s), -ETIME);
	s.deadline = U64_MAX;
	KUNIT_EXPECT_EQ(test, call(test, PARCEL_IOC_SEND, &s), 0);
	s.deadline = 1ULL << 63;
	KUNIT_EXPECT_EQ(test, call(test, PARCEL_IOC_SEND, &s), 0);
	KUNIT_EXPECT_EQ(test, receive_to(test, box, at(BUFFER)), 1);
	KUNIT_EXPECT_EQ(test, receive_to(test, box, at(BUFFER)), 1);
	KUNIT_EXPECT_EQ(test, stat(test, box).expired, 0);
}

/* A receiver who finds the end has nothing, and no handle is kept for it. */
static void the_end_is_no_error(struct kunit *test)
{
	long box = create(test, "a", PARCEL_RIGHTS);
	long out = open_box(test, "a", PARCEL_RIGHT_RECEIVE);
	long other = create(test, "b", PARCEL_RIGHTS);
	struct parcel_unlink u = { .handle = box };
	struct parcel_take t = { .handle = out, .parcel = 99 };
	struct parcel_move m = { .from = out, .to = other };

	KUNIT_EXPECT_EQ(test, call(test, PARCEL_IOC_UNLINK, &u), 0);
	KUNIT_EXPECT_EQ(test, call(test, PARCEL_IOC_UNLINK, &u), -ENOENT);
	KUNIT_EXPECT_EQ(test, call(test, PARCEL_IOC_TAKE, &t), -EAGAIN);
	KUNIT_EXPECT_EQ(test, t.parcel, 99);
	KUNIT_EXPECT_EQ(test, close_handle(test, box), 0);
	KUNIT_EXPECT_EQ(test, call(test, PARCEL_IOC_TAKE, &t), 0);
	KUNIT_EXPECT_EQ(test, t.parcel, 0);
	KUNIT_EXPECT_EQ(test, receive_to(test, out, at(BUFFER)), 0);
	KUNIT_EXPECT_EQ(test, call(test, PARCEL_IOC_MOVE, &m), 0);
	KUNIT_EXPECT_EQ(test, open_box(test, "b", PARCEL_RIGHT_SEND), box);
}

/* Numbers that no file has ever given out, to each call that takes one. */
static void no_handle_is_no_box(struct kunit *test)
{
	static const u32 handles[] = { 0, 2, 1023, 1024, 1025, S32_MAX, 1U << 31, U32_MAX };
	long box = create(test, "a", PARCEL_RIGHTS);
	struct parcel_stat before = stat(test, box);
	struct parcel_stat after;

	for (size_t i = 0; i < ARRAY_SIZE(handles); i++) {
		struct parcel_unlink u = { .handle = handles[i] };
		struct parcel_select s = { .handle = handles[i] };
		struct parcel_stat st = { .handle = handles[i] };
		struct parcel_read_record e = { .handle = handles[i] };
		struct parcel_move from = { .from = handles[i], .to = box };
		struct parcel_move to = { .from = box, .to = handles[i] };

		KUNIT_EXPECT_EQ(test, send(test, handles[i], 1), -EBADF);
		KUNIT_EXPECT_EQ(test, receive_to(test, handles[i], at(BUFFER)), -EBADF);
		KUNIT_EXPECT_EQ(test, take(test, handles[i]), -EBADF);
		KUNIT_EXPECT_EQ(test, read_range(test, handles[i], 0, 0, at(BUFFER)), -EBADF);
		KUNIT_EXPECT_EQ(test, call(test, PARCEL_IOC_READ_RECORD, &e), -EBADF);
		KUNIT_EXPECT_EQ(test, forward(test, handles[i], box), -EBADF);
		KUNIT_EXPECT_EQ(test, close_handle(test, handles[i]), -EBADF);
		KUNIT_EXPECT_EQ(test, call(test, PARCEL_IOC_UNLINK, &u), -EBADF);
		KUNIT_EXPECT_EQ(test, call(test, PARCEL_IOC_SELECT, &s), -EBADF);
		KUNIT_EXPECT_EQ(test, call(test, PARCEL_IOC_STAT, &st), -EBADF);
		KUNIT_EXPECT_EQ(test, call(test, PARCEL_IOC_MOVE, &from), -EBADF);
		KUNIT_EXPECT_EQ(test, call(test, PARCEL_IOC_MOVE, &to), -EBADF);
	}
	after = stat(test, box);
	KUNIT_EXPECT_MEMEQ(test, &before, &after, sizeof(before));
}

static void bad_addresses_lose_nothing(struct kunit *test)
{
	long box = create(test, "a", PARCEL_RIGHTS);
	struct parcel_send s = sending(test, box, 10);
	struct parcel_segment nowhere = { NOWHERE, 10 };
	struct parcel_receive r = { .handle = box, .buffer_size = 10, .buffer = at(BUFFER) };
	struct parcel_stat st;
	long parcel;

	s.segments = NOWHERE;
	KUNIT_EXPECT_EQ(test, call(test, PARCEL_IOC_SEND, &s), -EFAULT);
	s.segments = at(SEGMENTS);
	s.nr_records = 1;
	s.records = NOWHERE;
	KUNIT_EXPECT_EQ(test, call(test, PARCEL_IOC_SEND, &s), -EFAULT);
	s.nr_records = 0;
	put(test, SEGMENTS, &nowhere, sizeof(nowhere));
	KUNIT_EXPECT_EQ(test, call(test, PARCEL_IOC_SEND, &s), -EFAULT);
	KUNIT_EXPECT_EQ(test, stat(test, box).sent, 0);

	KUNIT_EXPECT_EQ(test, send_indexed(test, box, 10, 0, 1), 0);
	KUNIT_EXPECT_EQ(test, receive_to(test, box, NOWHERE), -EFAULT);
	r.records = NOWHERE;
	r.max_records = 1;
	KUNIT_EXPECT_EQ(test, call(test, PARCEL_IOC_RECEIVE, &r), -EFAULT);
	r.flags = PARCEL_PEEK;
	KUNIT_EXPECT_EQ(test, call(test, PARCEL_IOC_RECEIVE, &r), -EFAULT);
	st = stat(test, box);
	KUNIT_EXPECT_EQ(test, st.queued_parcels, 1);
	KUNIT_EXPECT_EQ(test, st.queued_bytes, 10 + sizeof(struct parcel_record));
	KUNIT_EXPECT_EQ(test, st.received, 0);
	parcel = take(test, box);
	KUNIT_EXPECT_EQ(test, read_range(test, parcel, 0, 1, NOWHERE), -EFAULT);
	KUNIT_EXPECT_EQ(test, read_range(test, parcel, 0, 10, at(BUFFER)), 10);
}

/*
 * Let each allocation and each user copy of a call fail in turn, until none is left to fail.
 * Whatever fails, the caller hears of it, and nothing has changed.
 */
static long sweep(struct kunit *test, u32 box, unsigned int number, void *structure)
{
	const size_t size = _IOC_SIZE(number);
	const struct parcel_stat before = stat(test, box);
	unsigned int failures = 0;

	for (unsigned int n = 1; n < 100; n++) {
		struct parcel_stat after;
		bool failed;
		long ret;

		put(test, STRUCTURE, structure, size);
		fail_nth(n);
		ret = call_at(number, at(STRUCTURE), size);
		failed = fail_nth_came();
		if (!failed) {
			KUNIT_EXPECT_GT(test, failures, 0);
			get(test, structure, STRUCTURE, size);
			return ret;
		}
		/* A parcel that is queued is sent, even if its number cannot be told. */
		if (ret >= 0) {
			get(test, structure, STRUCTURE, size);
			return ret;
		}
		failures++;
		KUNIT_EXPECT_TRUE_MSG(test, ret == -ENOMEM || ret == -EFAULT, "%u: %ld", n, ret);
		after = stat(test, box);
		KUNIT_EXPECT_MEMEQ_MSG(test, &before, &after, sizeof(before), "failure %u", n);
	}
	KUNIT_FAIL(test, "the failures have no end");
	return 0;
}

static void whatever_fails_nothing_is_lost(struct kunit *test)
{
	const struct parcel_record record = { .tag = 1, .offset = 2, .length = 3 };
	struct parcel_create c = { .name = "b", .rights = PARCEL_RIGHTS };
	struct parcel_open o = { .name = "b", .rights = PARCEL_RIGHTS };
	long box = create(test, "a", PARCEL_RIGHTS);
	struct parcel_send s = sending(test, box, 10);
	struct parcel_receive r = {
		.handle = box, .buffer = at(BUFFER), .buffer_size = 10, .records = at(RECORDS),
		.max_records = 1, .flags = PARCEL_PEEK,
	};
	struct parcel_take t = { .handle = box };
	struct parcel_read_record e = { .buffer = at(BUFFER), .buffer_size = 10 };
	struct parcel_read d = { .length = 10, .buffer = at(BUFFER) };
	struct parcel_forward f;
	struct parcel_stat st = { .handle = box };
	struct parcel_move m = { .from = box };
	struct parcel_select w = { .handle = box };
	struct parcel_unlink u;
	struct parcel_close x;

	fail_nth_or_skip(test);
	put(test, RECORDS, &record, sizeof(record));
	s.nr_records = 1;

	KUNIT_EXPECT_EQ(test, sweep(test, box, PARCEL_IOC_CREATE, &c), 0);
	KUNIT_EXPECT_EQ(test, c.handle, box + 1);
	KUNIT_EXPECT_EQ(test, sweep(test, box, PARCEL_IOC_OPEN, &o), 0);
	KUNIT_EXPECT_EQ(test, o.handle, box + 2);
	KUNIT_EXPECT_EQ(test, sweep(test, box, PARCEL_IOC_SEND, &s), 0);
	KUNIT_EXPECT_EQ(test, stat(test, box).queued_parcels, 1);
	KUNIT_EXPECT_EQ(test, sweep(test, box, PARCEL_IOC_RECEIVE, &r), 10);
	KUNIT_EXPECT_EQ(test, sweep(test, box, PARCEL_IOC_TAKE, &t), 10);
	KUNIT_EXPECT_EQ(test, t.parcel, box + 3);
	d.handle = t.parcel;
	e.handle = t.parcel;
	KUNIT_EXPECT_EQ(test, sweep(test, box, PARCEL_IOC_READ, &d), 10);
	KUNIT_EXPECT_EQ(test, sweep(test, box, PARCEL_IOC_READ_RECORD, &e), 3);
	f = (struct parcel_forward){ .parcel = t.parcel, .box = box };
	KUNIT_EXPECT_EQ(test, sweep(test, box, PARCEL_IOC_FORWARD, &f), 0);
	r.flags = 0;
	KUNIT_EXPECT_EQ(test, sweep(test, box, PARCEL_IOC_RECEIVE, &r), 10);
	KUNIT_EXPECT_EQ(test, stat(test, box).queued_parcels, 0);
	KUNIT_EXPECT_EQ(test, send(test, box, 10), 0);
	m.to = o.handle;
	KUNIT_EXPECT_EQ(test, sweep(test, box, PARCEL_IOC_MOVE, &m), 10);
	KUNIT_EXPECT_EQ(test, stat(test, o.handle).queued_parcels, 1);
	KUNIT_EXPECT_EQ(test, sweep(test, box, PARCEL_IOC_STAT, &st), 0);
	KUNIT_EXPECT_EQ(test, st.sent, 3);
	KUNIT_EXPECT_EQ(test, sweep(test, box, PARCEL_IOC_SELECT, &w), 0);
	u = (struct parcel_unlink){ .handle = o.handle };
	KUNIT_EXPECT_EQ(test, sweep(test, box, PARCEL_IOC_UNLINK, &u), 0);
	KUNIT_EXPECT_EQ(test, stat(test, o.handle).state, PARCEL_STATE_UNLINKED);
	x = (struct parcel_close){ .handle = o.handle };
	KUNIT_EXPECT_EQ(test, sweep(test, box, PARCEL_IOC_CLOSE, &x), 0);
	KUNIT_EXPECT_EQ(test, close_handle(test, o.handle), -EBADF);
}

/* Who reads shares the content, and who forwards has the parcel to himself. */
static void a_forward_excludes_readers(struct kunit *test)
{
	long box = create(test, "a", PARCEL_RIGHTS);
	long parcel;

	KUNIT_ASSERT_EQ(test, send(test, box, 10), 0);
	parcel = take(test, box);
	{
		own_auto(content_ref, c, parcel_file_content(file(), parcel));

		KUNIT_ASSERT_FALSE(test, own_none(c));
		KUNIT_EXPECT_EQ(test, read_range(test, parcel, 0, 10, at(BUFFER)), 10);
		KUNIT_EXPECT_EQ(test, forward(test, parcel, box), 0);
		KUNIT_EXPECT_EQ(test, read_range(test, parcel, 0, 10, at(BUFFER)), -EBADF);
		KUNIT_EXPECT_EQ(test, receive_to(test, box, at(BUFFER)), 10);
		KUNIT_EXPECT_EQ(test, own_use(c)->bytes[9], 9);
	}
	KUNIT_ASSERT_EQ(test, send(test, box, 10), 0);
	parcel = take(test, box);
	{
		own_table_borrow_mut(parcel_handle, p, &file()->handles, parcel);

		KUNIT_EXPECT_EQ(test, own_err(p), 0);
		KUNIT_EXPECT_EQ(test, read_range(test, parcel, 0, 10, at(BUFFER)), -EBUSY);
		KUNIT_EXPECT_EQ(test, close_handle(test, parcel), -EBUSY);
		KUNIT_EXPECT_EQ(test, forward(test, parcel, box), -EBUSY);
	}
	KUNIT_EXPECT_EQ(test, forward(test, parcel, box), 0);
}

static void a_file_selects_once(struct kunit *test)
{
	long box = create(test, "a", PARCEL_RIGHT_SEND);
	struct parcel_select s = { .flags = PARCEL_SELECT_NONE, .handle = box };

	KUNIT_EXPECT_EQ(test, call(test, PARCEL_IOC_SELECT, &s), -EINVAL);
	s.handle = 0;
	KUNIT_EXPECT_EQ(test, call(test, PARCEL_IOC_SELECT, &s), 0);
	s.flags = 0;
	KUNIT_EXPECT_EQ(test, call(test, PARCEL_IOC_SELECT, &s), -EBADF);
	s.handle = box;
	KUNIT_EXPECT_EQ(test, call(test, PARCEL_IOC_SELECT, &s), 0);
	KUNIT_EXPECT_EQ(test, call(test, PARCEL_IOC_SELECT, &s), -EBUSY);
	s.flags = PARCEL_SELECT_NONE;
	s.handle = 0;
	KUNIT_EXPECT_EQ(test, call(test, PARCEL_IOC_SELECT, &s), -EBUSY);
}

static void reserved_members_and_flags_are_zero(struct kunit *test)
{
	long box = create(test, "a", PARCEL_RIGHTS);
	struct parcel_send s = sending(test, box, 1);
	struct parcel_receive r = { .handle = box, .reserved = 1 };
	struct parcel_take t = { .handle = box, .flags = PARCEL_PEEK };
	struct parcel_move m = { .from = box, .to = box, .flags = PARCEL_DONTWAIT };
	struct parcel_stat st = { .handle = box, .flags = 1 };

	s.flags = 8;
	KUNIT_EXPECT_EQ(test, call(test, PARCEL_IOC_SEND, &s), -EINVAL);
	KUNIT_EXPECT_EQ(test, call(test, PARCEL_IOC_RECEIVE, &r), -EINVAL);
	KUNIT_EXPECT_EQ(test, call(test, PARCEL_IOC_TAKE, &t), -EINVAL);
	KUNIT_EXPECT_EQ(test, call(test, PARCEL_IOC_MOVE, &m), -EINVAL);
	KUNIT_EXPECT_EQ(test, call(test, PARCEL_IOC_STAT, &st), -EINVAL);
	m.flags = 0;
	KUNIT_EXPECT_EQ(test, call(test, PARCEL_IOC_MOVE, &m), -EINVAL);
}

static void the_table_of_handles_is_full_in_time(struct kunit *test)
{
	long first = create(test, "a", PARCEL_RIGHTS), last = first;
	long handle;

	while ((handle = open_box(test, "a", PARCEL_RIGHT_SEND)) > 0)
		last = handle;
	KUNIT_EXPECT_EQ(test, handle, -EMFILE);
	KUNIT_EXPECT_EQ(test, create(test, "b", PARCEL_RIGHTS), -EMFILE);
	KUNIT_EXPECT_EQ(test, open_box(test, "b", PARCEL_RIGHTS), -EMFILE);
	KUNIT_EXPECT_EQ(test, send(test, first, 1), 0);
	KUNIT_EXPECT_EQ(test, take(test, first), -EMFILE);
	KUNIT_EXPECT_EQ(test, stat(test, first).queued_parcels, 1);
	KUNIT_EXPECT_EQ(test, close_handle(test, last), 0);
	KUNIT_EXPECT_EQ(test, take(test, first), last);
}

static void nothing_works_after_unbind(struct kunit *test)
{
	long box = create(test, "a", PARCEL_RIGHTS);

	unbind();
	KUNIT_EXPECT_EQ(test, send(test, box, 1), -ENODEV);
	KUNIT_EXPECT_EQ(test, receive_to(test, box, at(BUFFER)), -ENODEV);
	KUNIT_EXPECT_EQ(test, create(test, "b", PARCEL_RIGHTS), -ENODEV);
	KUNIT_EXPECT_EQ(test, close_handle(test, box), -ENODEV);
	KUNIT_EXPECT_EQ(test, call_at(_IO('x', 1), NOWHERE, 8), -ENODEV);
}

static struct kunit_case call_cases[] = {
	KUNIT_CASE(unknown_calls_are_refused),
	KUNIT_CASE(structures_grow_both_ways),
	KUNIT_CASE(names_are_checked),
	KUNIT_CASE(handles_have_kinds_and_rights),
	KUNIT_CASE(ranges_do_not_wrap),
	KUNIT_CASE(records_lie_within_the_payload),
	KUNIT_CASE(segments_add_up_or_nothing_is_sent),
	KUNIT_CASE(capacities_have_limits),
	KUNIT_CASE(one_byte_and_one_parcel_is_a_box),
	KUNIT_CASE(the_most_is_not_too_much),
	KUNIT_CASE(deadlines_have_no_limit),
	KUNIT_CASE(the_end_is_no_error),
	KUNIT_CASE(no_handle_is_no_box),
	KUNIT_CASE(bad_addresses_lose_nothing),
	KUNIT_CASE(whatever_fails_nothing_is_lost),
	KUNIT_CASE(a_forward_excludes_readers),
	KUNIT_CASE(a_file_selects_once),
	KUNIT_CASE(reserved_members_and_flags_are_zero),
	KUNIT_CASE(the_table_of_handles_is_full_in_time),
	KUNIT_CASE(nothing_works_after_unbind),
	{ }
};

static struct kunit_suite call_suite = {
	.name = "parcel_call",
	.init = call_test_init,
	.exit = call_test_exit,
	.test_cases = call_cases,
};

kunit_test_suite(call_suite);

MODULE_IMPORT_NS("EXPORTED_FOR_KUNIT_TESTING");
MODULE_DESCRIPTION("KUnit: the calls of the parcel driver");
MODULE_LICENSE("GPL");
