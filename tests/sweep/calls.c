// SPDX-License-Identifier: GPL-2.0-only
/*
 * What is swept: each call, on what it finds in the world of sweep.h, and what it must have done
 * when it says that it worked.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/fsuid.h>
#include <sys/select.h>
#include <sys/uio.h>
#include <unistd.h>

#include "sweep.h"

static char bytes[PARCEL_MAX_LENGTH];
static char large[PARCEL_MAX_LENGTH];
static struct parcel_record records[2];

static void expect_bytes(const char *want, size_t length)
{
	EXPECT("bytes", memcmp(bytes, want, length), 0);
}

static void expect_index(void)
{
	EXPECT("records", memcmp(records, in_box_index, sizeof(records)), 0);
}

static void expect_received(int file, __u32 handle, const char *want, size_t length)
{
	memset(bytes, 0, sizeof(bytes));
	EXPECT("receive", receive_bytes(file, handle, bytes, sizeof(bytes), 0), length);
	expect_bytes(want, length);
}

/* A number that could not be told is as it was. */
static void expect_sequence(__u64 sequence, __u64 want)
{
	EXPECT("sequence", sequence, fault_came && !sequence ? 0 : want);
}

/* The first box of a user, for whom there is no count yet. */
static void prepare_user(void)
{
	setfsuid(4242);
}

static struct parcel_create create;

static long call_create(void)
{
	create = (struct parcel_create){
		.name = "new",
		.mode = 0640,
		.rights = PARCEL_RIGHTS,
		.capacity_bytes = CAPACITY,
	};
	return call(world.file, PARCEL_IOC_CREATE, &create);
}

static void create_worked(void)
{
	__u32 handle;

	EXPECT("handle", create.handle, NEXT);
	EXPECT("mode", stat_of(world.file, NEXT).mode, 0640);
	EXPECT("open", open_box(world.watch, "new", PARCEL_RIGHTS, &handle), 0);
}

static long call_create_twice(void)
{
	create = (struct parcel_create){ .name = "box", .rights = PARCEL_RIGHTS };
	return call(world.file, PARCEL_IOC_CREATE, &create);
}

static void nothing_worked(void)
{
	EXPECT("no handle", stat_of(world.file, NEXT).flags, EBADF);
	EXPECT("next handle", call_create(), 0);
	create_worked();
}

static __u32 opened;

static long call_open(void)
{
	return open_box(world.file, "box", PARCEL_RIGHT_SEND, &opened);
}

static void open_worked(void)
{
	EXPECT("handle", opened, NEXT);
	EXPECT("rights", stat_of(world.file, NEXT).rights, PARCEL_RIGHT_SEND);
}

static long call_unlink(void)
{
	struct parcel_unlink req = { .handle = BOX };

	return call(world.file, PARCEL_IOC_UNLINK, &req);
}

static void unlink_worked(void)
{
	__u32 handle;

	EXPECT("open", open_box(world.file, "box", PARCEL_RIGHT_SEND, &handle), -ENOENT);
	EXPECT("state", stat_of(world.file, BOX).state, PARCEL_STATE_UNLINKED);
}

static long call_close_box(void)
{
	return close_handle(world.file, BOX);
}

static void close_box_worked(void)
{
	EXPECT("closed", stat_of(world.file, BOX).flags, EBADF);
	EXPECT("open", open_box(world.file, "box", PARCEL_RIGHTS, &opened), 0);
	EXPECT("handle", opened, BOX);
}

static long call_close_parcel(void)
{
	return close_handle(world.file, PARCEL);
}

static void close_parcel_worked(void)
{
	EXPECT("closed", stat_of(world.file, PARCEL).flags, EBADF);
}

static struct parcel_send send_req;

/* From three places, with an index. */
static long call_send(void)
{
	static const struct parcel_segment segments[] = {
		{ .address = (uintptr_t)"one ", .length = 4 },
		{ .length = 0 },
		{ .address = (uintptr_t)"two", .length = 3 },
	};

	send_req = (struct parcel_send){
		.handle = OTHER,
		.segments = (uintptr_t)segments,
		.nr_segments = ARRAY_SIZE(segments),
		.records = (uintptr_t)in_box_index,
		.nr_records = 1,
		.length = 7,
	};
	return call(world.file, PARCEL_IOC_SEND, &send_req);
}

static void send_worked(void)
{
	expect_sequence(send_req.sequence, 1);
	EXPECT("queued", stat_of(world.file, OTHER).queued_parcels, 1);
	expect_received(world.file, OTHER, "one two", 7);
}

/* More than the slab allocator has a cache for. */
static long call_send_large(void)
{
	return send_bytes(world.file, OTHER, large, sizeof(large), NULL, 0);
}

static void send_large_worked(void)
{
	EXPECT("queued", stat_of(world.file, OTHER).queued_bytes, sizeof(large));
	expect_received(world.file, OTHER, large, sizeof(large));
}

static struct parcel_receive receive_req;

static long receive_with(__u64 size, __u32 flags)
{
	memset(bytes, 0, sizeof(bytes));
	memset(records, 0, sizeof(records));
	receive_req = (struct parcel_receive){
		.handle = BOX,
		.flags = flags,
		.buffer = (uintptr_t)bytes,
		.buffer_size = size,
		.records = (uintptr_t)records,
		.max_records = 2,
	};
	return call(world.file, PARCEL_IOC_RECEIVE, &receive_req);
}

static long call_receive(void)
{
	return receive_with(8, 0);
}

static void receive_worked(void)
{
	expect_bytes(IN_BOX, 8);
	expect_index();
	EXPECT("length", receive_req.info.length, 8);
	EXPECT("sequence", receive_req.info.sequence, 2);
	EXPECT("queued", stat_of(world.file, BOX).queued_parcels, 0);
	EXPECT("received", stat_of(world.file, BOX).received, 2);
}

static long call_receive_small(void)
{
	return receive_with(7, 0);
}

static void receive_small_worked(void)
{
	EXPECT("length", receive_req.info.length, 8);
	EXPECT("queued", stat_of(world.file, BOX).queued_parcels, 1);
}

static long call_peek(void)
{
	return receive_with(8, PARCEL_PEEK);
}

static void peek_worked(void)
{
	expect_bytes(IN_BOX, 8);
	expect_index();
	EXPECT("length", receive_req.info.length, 8);
	EXPECT("queued", stat_of(world.file, BOX).queued_parcels, 1);
}

static struct parcel_take take_req;

static long take_from(__u32 handle)
{
	take_req = (struct parcel_take){ .handle = handle, .parcel = 99 };
	return call(world.file, PARCEL_IOC_TAKE, &take_req);
}

static long call_take(void)
{
	return take_from(BOX);
}

static void take_worked(void)
{
	EXPECT("parcel", take_req.parcel, NEXT);
	EXPECT("length", take_req.info.length, 8);
	EXPECT("kind", stat_of(world.file, NEXT).kind, PARCEL_KIND_PARCEL);
	EXPECT("queued", stat_of(world.file, BOX).queued_parcels, 0);
}

/* Nobody can send to it any more. */
static void prepare_end(void)
{
	struct parcel_unlink req = { .handle = OTHER };
	__u32 handle;

	EXPECT("open", open_box(world.file, "other", PARCEL_RIGHT_RECEIVE, &handle), 0);
	EXPECT("handle", handle, NEXT);
	EXPECT("unlink", call(world.file, PARCEL_IOC_UNLINK, &req), 0);
	EXPECT("close", close_handle(world.file, OTHER), 0);
}

static long call_take_end(void)
{
	return take_from(NEXT);
}

static void take_end_worked(void)
{
	EXPECT("parcel", take_req.parcel, 0);
	/* The handle that was kept for a parcel is free again. */
	EXPECT("open", open_box(world.file, "box", PARCEL_RIGHT_SEND, &opened), 0);
	EXPECT("handle", opened, OTHER);
}

static long call_read(void)
{
	struct parcel_read req = {
		.handle = PARCEL,
		.offset = 3,
		.length = 4,
		.buffer = (uintptr_t)bytes,
	};

	memset(bytes, 0, 8);
	return call(world.file, PARCEL_IOC_READ, &req);
}

static void read_worked(void)
{
	expect_bytes("defg", 5);
}

static struct parcel_read_record record_req;

static long read_record_with(__u64 size)
{
	memset(bytes, 0, 8);
	record_req = (struct parcel_read_record){
		.handle = PARCEL,
		.buffer = (uintptr_t)bytes,
		.buffer_size = size,
	};
	return call(world.file, PARCEL_IOC_READ_RECORD, &record_req);
}

static long call_read_record(void)
{
	return read_record_with(8);
}

static void read_record_worked(void)
{
	expect_bytes("cde", 4);
	EXPECT("tag", record_req.record.tag, 42);
}

static long call_read_entry(void)
{
	return read_record_with(0);
}

static long call_read_record_small(void)
{
	return read_record_with(2);
}

static void read_entry_worked(void)
{
	EXPECT("tag", record_req.record.tag, 42);
	EXPECT("length", record_req.record.length, 3);
}

static struct parcel_forward forward_req;

static long call_forward(void)
{
	forward_req = (struct parcel_forward){ .parcel = PARCEL, .box = OTHER };
	return call(world.file, PARCEL_IOC_FORWARD, &forward_req);
}

static void forward_worked(void)
{
	expect_sequence(forward_req.sequence, 1);
	EXPECT("closed", stat_of(world.file, PARCEL).flags, EBADF);
	expect_received(world.file, OTHER, TAKEN, 8);
}

static struct parcel_move move_req;

static long call_move(void)
{
	move_req = (struct parcel_move){ .from = BOX, .to = OTHER };
	return call(world.file, PARCEL_IOC_MOVE, &move_req);
}

static void move_worked(void)
{
	expect_sequence(move_req.sequence, 1);
	EXPECT("queued", stat_of(world.file, BOX).queued_parcels, 0);
	expect_received(world.file, OTHER, IN_BOX, 8);
}

static long call_select_box(void)
{
	struct parcel_select req = { .handle = BOX };

	return call(world.file, PARCEL_IOC_SELECT, &req);
}

static void select_box_worked(void)
{
	EXPECT("read", result_of(read(world.file, bytes, sizeof(bytes))), 8);
	expect_bytes(IN_BOX, 8);
}

static long call_select_none(void)
{
	struct parcel_select req = { .flags = PARCEL_SELECT_NONE };

	return call(world.plain, PARCEL_IOC_SELECT, &req);
}

static void select_none_worked(void)
{
	EXPECT("read", result_of(read(world.plain, bytes, sizeof(bytes))), -ENOTCONN);
}

static struct parcel_stat stat;

static long stat_with(__u32 handle)
{
	stat = (struct parcel_stat){ .handle = handle };
	return call(world.file, PARCEL_IOC_STAT, &stat);
}

static long call_stat_box(void)
{
	return stat_with(BOX);
}

static void stat_box_worked(void)
{
	EXPECT("kind", stat.kind, PARCEL_KIND_BOX);
	EXPECT("name", strcmp(stat.name, "box"), 0);
	EXPECT("queued", stat.queued_bytes, 8 + 2 * sizeof(struct parcel_record));
}

static long call_stat_parcel(void)
{
	return stat_with(PARCEL);
}

static void stat_parcel_worked(void)
{
	EXPECT("kind", stat.kind, PARCEL_KIND_PARCEL);
	EXPECT("length", stat.info.length, 8);
}

/* open(2) of the device. */
static long call_device_open(void)
{
	world.more = device_open();
	return world.more < 0 ? -errno : 0;
}

static void device_open_worked(void)
{
	EXPECT("read", result_of(read(world.more, bytes, sizeof(bytes))), 7);
}

/* close(2) of a file with handles and a parcel, of which it drops all. */
static void prepare_close(void)
{
	__u32 box;

	world.more = device_open();
	EXPECT("open", open_box(world.more, "box", PARCEL_RIGHTS, &box), 0);
	EXPECT("send", send_bytes(world.more, box, "more", 4, NULL, 0), 0);
	EXPECT("take", call(world.more, PARCEL_IOC_TAKE,
			    &(struct parcel_take){ .handle = box }), 8);
	/* The head is the head again. */
	EXPECT("send", send_bytes(world.file, BOX, IN_BOX, 8, in_box_index, 2), 0);
	EXPECT("receive", receive_bytes(world.more, box, bytes, 8, 0), 4);
}

static long call_device_close(void)
{
	int file = world.more;

	world.more = -1;
	return result_of(close(file));
}

static void device_close_worked(void)
{
	struct parcel_unlink req = { .handle = BOX };
	__u32 handle;

	EXPECT("open", open_box(world.file, "box", PARCEL_RIGHT_RECEIVE, &handle), 0);
	EXPECT("unlink", call(world.file, PARCEL_IOC_UNLINK, &req), 0);
	EXPECT("close", close_handle(world.file, BOX), 0);
	expect_received(world.file, handle, IN_BOX, 8);
	/* There is no sender left: the file's handle went with it. */
	expect_received(world.file, handle, "", 0);
}

static void base_has_two(const char *second, size_t length)
{
	expect_received(world.watch, world.base, IN_BASE, 7);
	expect_received(world.watch, world.base, second, length);
}

static long call_write(void)
{
	return result_of(write(world.plain, "written", 7));
}

static void write_worked(void)
{
	base_has_two("written", 7);
}

static long call_write_large(void)
{
	return result_of(write(world.plain, large, sizeof(large)));
}

static void write_large_worked(void)
{
	base_has_two(large, sizeof(large));
}

static long call_writev(void)
{
	const struct iovec parts[] = { { "one ", 4 }, { NULL, 0 }, { "two", 3 } };

	return result_of(writev(world.plain, parts, ARRAY_SIZE(parts)));
}

static void writev_worked(void)
{
	base_has_two("one two", 7);
}

static long call_device_read(void)
{
	memset(bytes, 0, 16);
	return result_of(read(world.plain, bytes, 16));
}

static long call_readv(void)
{
	const struct iovec parts[] = { { bytes, 3 }, { NULL, 0 }, { bytes + 3, 13 } };

	memset(bytes, 0, 16);
	return result_of(readv(world.plain, parts, ARRAY_SIZE(parts)));
}

static void device_read_worked(void)
{
	expect_bytes(IN_BASE, 8);
	EXPECT("queued", stat_of(world.watch, world.base).queued_parcels, 0);
}

static struct pollfd pollfd;

static long call_poll(void)
{
	long ready;

	pollfd = (struct pollfd){ .fd = world.plain, .events = POLLIN | POLLOUT };
	ready = result_of(poll(&pollfd, 1, 0));
	/* A file for which no box can be selected, for want of memory, says that this is so. */
	return ready > 0 && pollfd.revents == POLLERR ? -ENOMEM : ready;
}

static void poll_worked(void)
{
	EXPECT("events", pollfd.revents, POLLIN | POLLOUT);
}

static fd_set readable;

static long call_select(void)
{
	struct timeval now = { 0, 0 };

	FD_ZERO(&readable);
	FD_SET(world.plain, &readable);
	return result_of(select(world.plain + 1, &readable, NULL, NULL, &now));
}

static void select_worked(void)
{
	EXPECT("readable", FD_ISSET(world.plain, &readable) != 0, 1);
}

static void prepare_epoll(void)
{
	world.more = epoll_create1(0);
}

static long call_epoll(void)
{
	struct epoll_event event = { .events = EPOLLIN };

	return result_of(epoll_ctl(world.more, EPOLL_CTL_ADD, world.plain, &event));
}

static void epoll_worked(void)
{
	struct epoll_event event;

	EXPECT("wait", epoll_wait(world.more, &event, 1, 0), 1);
}

static void prepare_fdinfo(void)
{
	char name[64];

	EXPECT("select", call_select_box(), 0);
	snprintf(name, sizeof(name), "/proc/self/fdinfo/%d", world.file);
	world.more = open(name, O_RDONLY);
}

static long call_fdinfo(void)
{
	memset(bytes, 0, 4096);
	return result_of(pread(world.more, bytes, 4095, 0)) < 0 ? -errno : 0;
}

static void fdinfo_worked(void)
{
	EXPECT("box", !!strstr(bytes, "parcel-box:\tbox\n"), 1);
}

const struct subject subjects[] = {
	{ .name = "create", .call = call_create, .worked = create_worked },
	{ .name = "create as another user", .prepare = prepare_user, .call = call_create,
	  .worked = create_worked },
	{ .name = "create what exists", .call = call_create_twice, .want = -EEXIST,
	  .worked = nothing_worked },
	{ .name = "open", .call = call_open, .worked = open_worked },
	{ .name = "unlink", .call = call_unlink, .worked = unlink_worked },
	{ .name = "close a box", .call = call_close_box, .worked = close_box_worked },
	{ .name = "close a parcel", .call = call_close_parcel, .worked = close_parcel_worked },
	{ .name = "send", .call = call_send, .worked = send_worked },
	{ .name = "send 64 KiB", .call = call_send_large, .worked = send_large_worked },
	{ .name = "receive", .call = call_receive, .want = 8, .worked = receive_worked },
	{ .name = "receive without room", .call = call_receive_small, .want = -EMSGSIZE,
	  .worked = receive_small_worked },
	{ .name = "peek", .call = call_peek, .want = 8, .worked = peek_worked },
	{ .name = "take", .call = call_take, .want = 8, .worked = take_worked },
	{ .name = "take at the end", .call = call_take_end, .prepare = prepare_end,
	  .worked = take_end_worked },
	{ .name = "read a range", .call = call_read, .want = 4, .worked = read_worked },
	{ .name = "read_record", .call = call_read_record, .want = 3,
	  .worked = read_record_worked },
	{ .name = "read_record of the entry", .call = call_read_entry,
	  .worked = read_entry_worked },
	{ .name = "read_record without room", .call = call_read_record_small, .want = -EMSGSIZE,
	  .worked = read_entry_worked },
	{ .name = "forward", .call = call_forward, .worked = forward_worked },
	{ .name = "move", .call = call_move, .want = 8, .worked = move_worked },
	{ .name = "select a box", .call = call_select_box, .worked = select_box_worked },
	{ .name = "select none", .call = call_select_none, .worked = select_none_worked },
	{ .name = "stat of a box", .call = call_stat_box, .worked = stat_box_worked },
	{ .name = "stat of a parcel", .call = call_stat_parcel, .worked = stat_parcel_worked },
	{ .name = "open(2)", .call = call_device_open, .worked = device_open_worked },
	{ .name = "close(2)", .call = call_device_close, .prepare = prepare_close,
	  .never_fails = true, .worked = device_close_worked },
	{ .name = "write(2)", .call = call_write, .want = 7, .worked = write_worked },
	{ .name = "write(2) of 64 KiB", .call = call_write_large, .want = sizeof(large),
	  .worked = write_large_worked },
	{ .name = "writev(2)", .call = call_writev, .want = 7, .worked = writev_worked },
	{ .name = "read(2)", .call = call_device_read, .want = 7, .worked = device_read_worked },
	{ .name = "readv(2)", .call = call_readv, .want = 7, .worked = device_read_worked },
	{ .name = "poll(2)", .call = call_poll, .want = 1, .worked = poll_worked },
	{ .name = "select(2)", .call = call_select, .want = 1, .worked = select_worked },
	{ .name = "epoll_ctl(2)", .call = call_epoll, .prepare = prepare_epoll,
	  .worked = epoll_worked },
	{ .name = "fdinfo", .call = call_fdinfo, .prepare = prepare_fdinfo,
	  .worked = fdinfo_worked },
};

const unsigned int nr_subjects = ARRAY_SIZE(subjects);
