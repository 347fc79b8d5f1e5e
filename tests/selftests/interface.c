// SPDX-License-Identifier: GPL-2.0-only
/*
 * What include/uapi/parcel.h promises, tried on the device node that PARCEL_DEVICE names: every
 * call on good input, and the errno of what is not. KTAP; exit status 0 if everything holds.
 *
 * Bad input is tried only where parcel_unsafe answers it too: both drivers run this.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <parcel.h>

static void *nowhere;	/* an address that cannot be read or written */
static const char *device;
static int failures;

#define ARRAY_SIZE(array)	(sizeof(array) / sizeof((array)[0]))

/* One line for each promise that does not hold. */
#define EXPECT(what, is, want) do {							\
	long __is = (is), __want = (want);						\
											\
	if (__is != __want) {								\
		printf("# %s:%d: %s: %ld, want %ld\n", __func__, __LINE__, what,	\
		       __is, __want);							\
		failures++;								\
	}										\
} while (0)

static long call(int file, unsigned long request, void *argument)
{
	int result = ioctl(file, request, argument);

	return result < 0 ? -errno : result;
}

static int device_open(int flags)
{
	int file = open(device, O_RDWR | flags);

	if (file < 0) {
		printf("Bail out! %s: %s\n", device, strerror(errno));
		exit(1);
	}
	return file;
}

static void new_name(char name[PARCEL_NAME_SIZE])
{
	static unsigned int n;

	snprintf(name, PARCEL_NAME_SIZE, "test-%d-%u", getpid(), n++);
}

static __u32 create(int file, __u32 rights, __u32 parcels, __u64 bytes, char *name)
{
	struct parcel_create req = {
		.mode = 0600,
		.rights = rights,
		.capacity_parcels = parcels,
		.capacity_bytes = bytes,
	};

	new_name(req.name);
	if (name)
		memcpy(name, req.name, sizeof(req.name));
	EXPECT("create", call(file, PARCEL_IOC_CREATE, &req), 0);
	return req.handle;
}

static long open_box(int file, const char *name, __u32 rights, __u32 *handle)
{
	struct parcel_open req = { .rights = rights };
	long result;

	memcpy(req.name, name, strnlen(name, sizeof(req.name)));
	result = call(file, PARCEL_IOC_OPEN, &req);
	if (handle)
		*handle = req.handle;
	return result;
}

static long send_to(int file, __u32 handle, const void *data, size_t length)
{
	struct parcel_segment segment = { .address = (uintptr_t)data, .length = length };
	struct parcel_send req = {
		.handle = handle,
		.flags = PARCEL_DONTWAIT,
		.segments = (uintptr_t)&segment,
		.nr_segments = 1,
		.length = length,
	};

	return call(file, PARCEL_IOC_SEND, &req);
}

static long receive(int file, __u32 handle, void *data, size_t size, __u32 flags)
{
	struct parcel_receive req = {
		.handle = handle,
		.flags = PARCEL_DONTWAIT | flags,
		.buffer = (uintptr_t)data,
		.buffer_size = size,
	};

	return call(file, PARCEL_IOC_RECEIVE, &req);
}

static long take(int file, __u32 handle, __u32 *parcel)
{
	struct parcel_take req = { .handle = handle, .flags = PARCEL_DONTWAIT };
	long result = call(file, PARCEL_IOC_TAKE, &req);

	*parcel = req.parcel;
	return result;
}

static long unlink_box(int file, __u32 handle)
{
	struct parcel_unlink req = { .handle = handle };

	return call(file, PARCEL_IOC_UNLINK, &req);
}

static long close_handle(int file, __u32 handle)
{
	struct parcel_close req = { .handle = handle };

	return call(file, PARCEL_IOC_CLOSE, &req);
}

static long move(int file, __u32 from, __u32 to)
{
	struct parcel_move req = { .from = from, .to = to };

	return call(file, PARCEL_IOC_MOVE, &req);
}

static long select_box(int file, __u32 handle, __u32 flags)
{
	struct parcel_select req = { .handle = handle, .flags = flags };

	return call(file, PARCEL_IOC_SELECT, &req);
}

static short poll_now(int file)
{
	struct pollfd pollfd = { .fd = file, .events = POLLIN | POLLOUT };

	poll(&pollfd, 1, 0);
	return pollfd.revents;
}

static void default_box(void)
{
	int writer = device_open(0), reader = device_open(O_NONBLOCK);
	char bytes[16];

	EXPECT("write", write(writer, "hello\n", 6), 6);
	EXPECT("poll", poll_now(reader), POLLIN | POLLOUT);
	EXPECT("short read", read(reader, bytes, 5) < 0 ? -errno : 0, -EMSGSIZE);
	EXPECT("read to a bad address", read(reader, nowhere, 16) < 0 ? -errno : 0, -EFAULT);
	EXPECT("read", read(reader, bytes, sizeof(bytes)), 6);
	EXPECT("bytes", memcmp(bytes, "hello\n", 6), 0);
	EXPECT("read nothing", read(reader, bytes, sizeof(bytes)) < 0 ? -errno : 0, -EAGAIN);
	EXPECT("poll", poll_now(reader), POLLOUT);
	EXPECT("empty write", write(writer, "", 0) < 0 ? -errno : 0, -EINVAL);
	EXPECT("write from a bad address", write(writer, nowhere, 16) < 0 ? -errno : 0,
	       -EFAULT);
	EXPECT("select after use", select_box(reader, create(reader, 7, 0, 0, NULL), 0), -EBUSY);
	close(writer);
	close(reader);
}

static void nothing_selected(void)
{
	int file = device_open(O_NONBLOCK);
	__u32 box = create(file, 7, 0, 0, NULL);
	char bytes[16];

	EXPECT("select none", select_box(file, 0, PARCEL_SELECT_NONE), 0);
	EXPECT("read", read(file, bytes, 16) < 0 ? -errno : 0, -ENOTCONN);
	EXPECT("write", write(file, bytes, 16) < 0 ? -errno : 0, -ENOTCONN);
	EXPECT("select none, with a handle", select_box(file, box, PARCEL_SELECT_NONE), -EINVAL);
	EXPECT("select no handle", select_box(file, 12345, 0), -EBADF);
	EXPECT("select", select_box(file, box, 0), 0);
	EXPECT("write", write(file, "abc", 3), 3);
	EXPECT("close the handle", close_handle(file, box), 0);
	EXPECT("read", read(file, bytes, 16), 3);
	EXPECT("select again", select_box(file, box, 0), -EBUSY);
	close(file);
}

static void selection_has_rights(void)
{
	int file = device_open(O_NONBLOCK), other = device_open(O_NONBLOCK);
	char name[PARCEL_NAME_SIZE], bytes[16];
	__u32 handle;

	create(file, 7, 0, 0, name);
	EXPECT("open", open_box(other, name, PARCEL_RIGHT_SEND, &handle), 0);
	EXPECT("select", select_box(other, handle, 0), 0);
	EXPECT("write", write(other, "abc", 3), 3);
	EXPECT("read", read(other, bytes, 16) < 0 ? -errno : 0, -EACCES);
	EXPECT("poll", poll_now(other), POLLOUT);
	EXPECT("receive", receive(other, handle, bytes, 16, 0), -EACCES);
	EXPECT("unlink", unlink_box(other, handle), -EACCES);
	close(file);
	close(other);
}

static void names(void)
{
	struct parcel_create req = { .mode = 0600, .rights = 7 };
	int file = device_open(0);
	char name[PARCEL_NAME_SIZE];
	__u32 box, again;

	EXPECT("empty name", call(file, PARCEL_IOC_CREATE, &req), -EINVAL);
	memcpy(req.name, "with space", sizeof("with space"));
	EXPECT("space", call(file, PARCEL_IOC_CREATE, &req), -EINVAL);
	new_name(req.name);
	req.mode = 0700;
	EXPECT("mode", call(file, PARCEL_IOC_CREATE, &req), -EINVAL);
	req.mode = 0600;
	req.rights = 0;
	EXPECT("no rights", call(file, PARCEL_IOC_CREATE, &req), -EINVAL);
	req.rights = 8;
	EXPECT("unknown right", call(file, PARCEL_IOC_CREATE, &req), -EINVAL);
	req.rights = 7;
	req.capacity_parcels = PARCEL_MAX_BOX_PARCELS + 1;
	EXPECT("capacity", call(file, PARCEL_IOC_CREATE, &req), -EINVAL);

	box = create(file, 7, 0, 0, name);
	memset(&req, 0, sizeof(req));
	memcpy(req.name, name, sizeof(req.name));
	req.rights = 7;
	EXPECT("exists", call(file, PARCEL_IOC_CREATE, &req), -EEXIST);
	EXPECT("open", open_box(file, name, 7, &again), 0);
	EXPECT("another handle", again != box, 1);
	EXPECT("unlink", unlink_box(file, box), 0);
	EXPECT("unlink again", unlink_box(file, again), -ENOENT);
	EXPECT("open unlinked", open_box(file, name, 7, NULL), -ENOENT);
	EXPECT("the name is free", call(file, PARCEL_IOC_CREATE, &req), 0);
	EXPECT("unlink", unlink_box(file, req.handle), 0);
	EXPECT("close", close_handle(file, box), 0);
	EXPECT("close again", close_handle(file, box), -EBADF);
	close(file);
}

static void modes(void)
{
	struct parcel_create req = { .mode = 0602, .rights = 7 };
	int file = device_open(0), status, other;
	pid_t child;

	new_name(req.name);
	EXPECT("create", call(file, PARCEL_IOC_CREATE, &req), 0);
	fflush(stdout);
	child = fork();
	if (!child) {
		failures = 0;
		if (geteuid() == 0 && (setgid(4242) || setuid(4242)))
			_exit(1);
		if (getuid() == 4242) {
			other = device_open(0);
			EXPECT("send", open_box(other, req.name, PARCEL_RIGHT_SEND, NULL), 0);
			EXPECT("receive", open_box(other, req.name, PARCEL_RIGHT_RECEIVE, NULL),
			       -EACCES);
			EXPECT("both", open_box(other, req.name, 3, NULL), -EACCES);
			EXPECT("admin", open_box(other, req.name, PARCEL_RIGHT_ADMIN, NULL),
			       -EACCES);
		}
		fflush(stdout);
		_exit(failures != 0);
	}
	waitpid(child, &status, 0);
	EXPECT("another user", status, 0);
	EXPECT("unlink default", open_box(file, "default", 3, NULL), 0);
	EXPECT("unlink", unlink_box(file, req.handle), 0);
	close(file);
}

static void gather_and_index(void)
{
	static char many[PARCEL_MAX_LENGTH + 1];
	struct parcel_segment segments[3] = {
		{ .address = (uintptr_t)"abc", .length = 3 },
		{ .address = (uintptr_t)nowhere, .length = 0 },
		{ .address = (uintptr_t)"defgh", .length = 5 },
	};
	struct parcel_record records[2] = { { 7, 0, 3 }, { 9, 8, 0 } }, got[4];
	struct parcel_send send = {
		.segments = (uintptr_t)segments,
		.nr_segments = 3,
		.records = (uintptr_t)records,
		.nr_records = 2,
		.length = 8,
	};
	int file = device_open(O_NONBLOCK);
	struct parcel_receive req = {
		.buffer = (uintptr_t)many,
		.buffer_size = sizeof(many),
		.records = (uintptr_t)got,
		.max_records = 1,
	};
	__u32 box = create(file, 7, 0, 0, NULL);

	send.handle = box;
	req.handle = box;
	EXPECT("send", call(file, PARCEL_IOC_SEND, &send), 0);
	EXPECT("sequence", send.sequence, 1);
	send.length = 9;
	EXPECT("sum", call(file, PARCEL_IOC_SEND, &send), -EINVAL);
	send.length = 8;
	records[0].offset = 6;
	EXPECT("record outside", call(file, PARCEL_IOC_SEND, &send), -EINVAL);
	records[0].offset = 0;
	send.nr_records = PARCEL_MAX_RECORDS + 1;
	EXPECT("records", call(file, PARCEL_IOC_SEND, &send), -EOVERFLOW);
	send.nr_records = 0;
	send.nr_segments = PARCEL_MAX_SEGMENTS + 1;
	EXPECT("segments", call(file, PARCEL_IOC_SEND, &send), -EOVERFLOW);
	send.nr_segments = 3;
	send.flags = 0x100;
	EXPECT("flags", call(file, PARCEL_IOC_SEND, &send), -EINVAL);
	send.flags = 0;
	send.deadline = 1;
	EXPECT("deadline", call(file, PARCEL_IOC_SEND, &send), -ETIME);
	EXPECT("empty", send_to(file, box, "", 0), -EINVAL);
	EXPECT("long", send_to(file, box, many, sizeof(many)), -EMSGSIZE);
	EXPECT("bad address", send_to(file, box, nowhere, 5), -EFAULT);
	EXPECT("longest", send_to(file, box, many, PARCEL_MAX_LENGTH), 0);

	EXPECT("few records", call(file, PARCEL_IOC_RECEIVE, &req), -EMSGSIZE);
	EXPECT("needed", req.info.nr_records, 2);
	req.max_records = 4;
	req.flags = PARCEL_PEEK;
	EXPECT("peek", call(file, PARCEL_IOC_RECEIVE, &req), 8);
	EXPECT("bytes", memcmp(many, "abcdefgh", 8), 0);
	memset(many, 0, 8);
	memset(got, 0, sizeof(got));
	req.flags = 0;
	EXPECT("receive", call(file, PARCEL_IOC_RECEIVE, &req), 8);
	EXPECT("bytes", memcmp(many, "abcdefgh", 8), 0);
	EXPECT("records", memcmp(got, records, sizeof(records)), 0);
	EXPECT("length", req.info.length, 8);
	EXPECT("sequence", req.info.sequence, 1);
	EXPECT("nr_records", req.info.nr_records, 2);
	EXPECT("pid", req.info.pid, getpid());
	EXPECT("uid", req.info.uid, geteuid());
	EXPECT("longest", call(file, PARCEL_IOC_RECEIVE, &req), PARCEL_MAX_LENGTH);
	EXPECT("receive nothing", call(file, PARCEL_IOC_RECEIVE, &req), -EAGAIN);
	EXPECT("unlink", unlink_box(file, box), 0);
	close(file);
}

static void taken(void)
{
	int file = device_open(0);
	__u32 from = create(file, 7, 0, 0, NULL), to = create(file, 7, 1, 0, NULL), parcel;
	struct parcel_record record = { 42, 2, 3 };
	struct parcel_segment segment = { (uintptr_t)"abcdefgh", 8 };
	struct parcel_send send = {
		.handle = from,
		.segments = (uintptr_t)&segment,
		.nr_segments = 1,
		.records = (uintptr_t)&record,
		.nr_records = 1,
		.length = 8,
	};
	char bytes[16] = "";
	struct parcel_read read = { .buffer = (uintptr_t)bytes };
	struct parcel_read_record read_record = { .buffer = (uintptr_t)bytes };
	struct parcel_forward forward = { .box = to, .flags = PARCEL_DONTWAIT };

	EXPECT("take nothing", take(file, from, &parcel), -EAGAIN);
	EXPECT("send", call(file, PARCEL_IOC_SEND, &send), 0);
	EXPECT("take", take(file, from, &parcel), 8);
	read.handle = parcel;
	read_record.handle = parcel;
	forward.parcel = parcel;

	read.offset = 3;
	read.length = 5;
	EXPECT("read", call(file, PARCEL_IOC_READ, &read), 5);
	EXPECT("bytes", memcmp(bytes, "defgh", 5), 0);
	read.offset = 8;
	read.length = 0;
	EXPECT("read nothing", call(file, PARCEL_IOC_READ, &read), 0);
	read.offset = 9;
	EXPECT("read outside", call(file, PARCEL_IOC_READ, &read), -EINVAL);

	EXPECT("entry", call(file, PARCEL_IOC_READ_RECORD, &read_record), 0);
	EXPECT("tag", read_record.record.tag, 42);
	read_record.buffer_size = 2;
	EXPECT("small", call(file, PARCEL_IOC_READ_RECORD, &read_record), -EMSGSIZE);
	read_record.buffer_size = 3;
	EXPECT("record", call(file, PARCEL_IOC_READ_RECORD, &read_record), 3);
	EXPECT("bytes", memcmp(bytes, "cde", 3), 0);
	read_record.index = 1;
	EXPECT("no record", call(file, PARCEL_IOC_READ_RECORD, &read_record), -EINVAL);

	EXPECT("a parcel is no box", send_to(file, parcel, "x", 1), -EBADF);

	EXPECT("fill", send_to(file, to, "x", 1), 0);
	EXPECT("forward to a full box", call(file, PARCEL_IOC_FORWARD, &forward), -EAGAIN);
	EXPECT("make room", receive(file, to, bytes, 16, 0), 1);
	EXPECT("forward", call(file, PARCEL_IOC_FORWARD, &forward), 0);
	EXPECT("sequence", forward.sequence, 2);
	EXPECT("forward again", call(file, PARCEL_IOC_FORWARD, &forward), -EBADF);
	EXPECT("take", take(file, to, &parcel), 8);
	EXPECT("drop", close_handle(file, parcel), 0);
	unlink_box(file, from);
	unlink_box(file, to);
	close(file);
}

static void moving(void)
{
	int file = device_open(O_NONBLOCK);
	__u32 from = create(file, 7, 0, 0, NULL), to = create(file, 7, 1, 0, NULL);
	char bytes[16];

	EXPECT("nothing", move(file, from, to), -EAGAIN);
	EXPECT("send", send_to(file, from, "one", 3), 0);
	EXPECT("send", send_to(file, from, "two", 3), 0);
	EXPECT("itself", move(file, from, from), -EINVAL);
	EXPECT("move", move(file, from, to), 3);
	EXPECT("full", move(file, from, to), -EAGAIN);
	EXPECT("receive", receive(file, to, bytes, 16, 0), 3);
	EXPECT("bytes", memcmp(bytes, "one", 3), 0);
	EXPECT("receive", receive(file, from, bytes, 16, 0), 3);
	EXPECT("bytes", memcmp(bytes, "two", 3), 0);
	EXPECT("no handle", move(file, from, 999), -EBADF);
	unlink_box(file, from);
	unlink_box(file, to);
	close(file);
}

static void stat_counts(void)
{
	int file = device_open(O_NONBLOCK);
	__u32 box = create(file, 7, 5, 1000, NULL), parcel;
	struct parcel_stat stat = { .handle = box };
	char bytes[16];

	send_to(file, box, "abc", 3);
	send_to(file, box, "de", 2);
	send_to(file, box, "f", 1);
	receive(file, box, bytes, 16, 0);
	EXPECT("stat", call(file, PARCEL_IOC_STAT, &stat), 0);
	EXPECT("kind", stat.kind, PARCEL_KIND_BOX);
	EXPECT("rights", stat.rights, 7);
	EXPECT("mode", stat.mode, 0600);
	EXPECT("uid", stat.uid, geteuid());
	EXPECT("state", stat.state, 0);
	EXPECT("capacity", stat.capacity_parcels, 5);
	EXPECT("capacity", stat.capacity_bytes, 1000);
	EXPECT("queued", stat.queued_parcels, 2);
	EXPECT("queued", stat.queued_bytes, 3);
	EXPECT("sent", stat.sent, 3);
	EXPECT("received", stat.received, 1);
	EXPECT("expired", stat.expired, 0);
	EXPECT("take", take(file, box, &parcel), 2);
	stat.handle = parcel;
	EXPECT("stat", call(file, PARCEL_IOC_STAT, &stat), 0);
	EXPECT("kind", stat.kind, PARCEL_KIND_PARCEL);
	EXPECT("length", stat.info.length, 2);
	unlink_box(file, box);
	stat.handle = box;
	EXPECT("stat", call(file, PARCEL_IOC_STAT, &stat), 0);
	EXPECT("state", stat.state, PARCEL_STATE_UNLINKED);
	stat.handle = 999;
	EXPECT("stat", call(file, PARCEL_IOC_STAT, &stat), -EBADF);
	close(file);
}

static void structures_grow(void)
{
	struct {
		struct parcel_stat stat;
		__u64 more[2];
	} longer = { .more = { 0, 0 } };
	unsigned long request = _IOC(_IOC_READ | _IOC_WRITE, PARCEL_IOC_TYPE, 0x0d,
				     sizeof(longer));
	int file = device_open(0);

	longer.stat.handle = create(file, 7, 0, 0, NULL);
	EXPECT("longer", call(file, request, &longer), 0);
	longer.more[1] = 1;
	EXPECT("longer, not 0", call(file, request, &longer), -E2BIG);
	request = _IOC(_IOC_READ | _IOC_WRITE, PARCEL_IOC_TYPE, 0x0d,
		       sizeof(struct parcel_stat) - 8);
	EXPECT("shorter", call(file, request, &longer), -EINVAL);
	EXPECT("unknown", call(file, _IO(PARCEL_IOC_TYPE, 0x7f), &longer), -ENOTTY);
	EXPECT("another's", call(file, _IO('t', 0x0d), &longer), -ENOTTY);
	EXPECT("bad address", call(file, PARCEL_IOC_STAT, nowhere), -EFAULT);
	unlink_box(file, longer.stat.handle);
	close(file);
}

/* A flag that nobody knows, or a member that is kept for later: no call goes through with it. */
static void refuses(int file, const char *what, unsigned long number, void *request, __u32 *member)
{
	*member |= 0x80000000;
	EXPECT(what, call(file, number, request), -EINVAL);
	*member &= ~0x80000000;
}

static void nothing_unknown(void)
{
	int file = device_open(O_NONBLOCK);
	char name[PARCEL_NAME_SIZE], bytes[8];
	__u32 box = create(file, 7, 4, 0, name), other = create(file, 7, 4, 0, NULL), parcel;
	struct parcel_record record = { 42, 2, 3 };
	struct parcel_segment segment = { (uintptr_t)"abcdefgh", 8 };
	struct parcel_send send = {
		.handle = box,
		.segments = (uintptr_t)&segment,
		.nr_segments = 1,
		.records = (uintptr_t)&record,
		.nr_records = 1,
		.length = 8,
	};
	struct parcel_create created = { .mode = 0600 };
	struct parcel_open opened = { .rights = 7 };
	struct parcel_unlink unlinked = { .handle = box };
	struct parcel_close closed = { .handle = box };
	struct parcel_receive received = {
		.handle = box,
		.buffer = (uintptr_t)bytes,
		.buffer_size = sizeof(bytes),
	};
	struct parcel_take taken = { .handle = box };
	struct parcel_read read = { .length = 1, .buffer = (uintptr_t)bytes };
	struct parcel_read_record read_record = {
		.buffer = (uintptr_t)bytes,
		.buffer_size = sizeof(bytes),
	};
	struct parcel_forward forwarded = { .box = other };
	struct parcel_move moved = { .from = box, .to = other };
	struct parcel_select selected = { .handle = box };
	struct parcel_stat stat = { .handle = box };

	EXPECT("send", call(file, PARCEL_IOC_SEND, &send), 0);
	EXPECT("send", call(file, PARCEL_IOC_SEND, &send), 0);
	EXPECT("take", take(file, box, &parcel), 8);
	new_name(created.name);
	memcpy(opened.name, name, sizeof(name));
	read.handle = parcel;
	read_record.handle = parcel;
	forwarded.parcel = parcel;

	refuses(file, "create: flags", PARCEL_IOC_CREATE, &created, &created.flags);
	refuses(file, "create: reserved", PARCEL_IOC_CREATE, &created, &created.reserved);
	refuses(file, "open: flags", PARCEL_IOC_OPEN, &opened, &opened.flags);
	refuses(file, "open: reserved", PARCEL_IOC_OPEN, &opened, &opened.reserved);
	refuses(file, "send: flags", PARCEL_IOC_SEND, &send, &send.flags);
	refuses(file, "receive: flags", PARCEL_IOC_RECEIVE, &received, &received.flags);
	refuses(file, "receive: reserved", PARCEL_IOC_RECEIVE, &received, &received.reserved);
	refuses(file, "take: flags", PARCEL_IOC_TAKE, &taken, &taken.flags);
	refuses(file, "take: reserved", PARCEL_IOC_TAKE, &taken, &taken.reserved);
	refuses(file, "read: flags", PARCEL_IOC_READ, &read, &read.flags);
	refuses(file, "read record: flags", PARCEL_IOC_READ_RECORD, &read_record,
		&read_record.flags);
	refuses(file, "read record: reserved", PARCEL_IOC_READ_RECORD, &read_record,
		&read_record.reserved);
	refuses(file, "read record: reserved2", PARCEL_IOC_READ_RECORD, &read_record,
		&read_record.reserved2);
	refuses(file, "forward: flags", PARCEL_IOC_FORWARD, &forwarded, &forwarded.flags);
	refuses(file, "forward: reserved", PARCEL_IOC_FORWARD, &forwarded, &forwarded.reserved);
	refuses(file, "move: flags", PARCEL_IOC_MOVE, &moved, &moved.flags);
	refuses(file, "move: reserved", PARCEL_IOC_MOVE, &moved, &moved.reserved);
	refuses(file, "select: flags", PARCEL_IOC_SELECT, &selected, &selected.flags);
	refuses(file, "stat: flags", PARCEL_IOC_STAT, &stat, &stat.flags);
	refuses(file, "close: flags", PARCEL_IOC_CLOSE, &closed, &closed.flags);
	refuses(file, "unlink: flags", PARCEL_IOC_UNLINK, &unlinked, &unlinked.flags);

	unlink_box(file, box);
	unlink_box(file, other);
	close(file);
}

static void end_of_stream(void)
{
	int file = device_open(O_NONBLOCK), other = device_open(O_NONBLOCK);
	char name[PARCEL_NAME_SIZE], bytes[16];
	__u32 box = create(file, 7, 0, 0, name), reader, writer, parcel;

	EXPECT("open", open_box(other, name, PARCEL_RIGHT_RECEIVE, &reader), 0);
	EXPECT("select", select_box(other, reader, 0), 0);
	EXPECT("send", send_to(file, box, "last", 4), 0);
	EXPECT("unlink", unlink_box(file, box), 0);
	EXPECT("close", close_handle(file, box), 0);
	EXPECT("poll", poll_now(other), POLLIN);
	EXPECT("read", read(other, bytes, 16), 4);
	EXPECT("poll", poll_now(other), POLLIN | POLLHUP);
	EXPECT("end", read(other, bytes, 16), 0);
	EXPECT("end", receive(other, reader, bytes, 16, 0), 0);
	EXPECT("end", take(other, reader, &parcel), 0);
	EXPECT("parcel", parcel, 0);
	close(other);

	other = device_open(O_NONBLOCK);
	box = create(file, 7, 0, 0, name);
	EXPECT("open", open_box(other, name, PARCEL_RIGHT_SEND, &writer), 0);
	EXPECT("select", select_box(other, writer, 0), 0);
	EXPECT("unlink", unlink_box(file, box), 0);
	EXPECT("send", send_to(other, writer, "abc", 3), 0);
	EXPECT("close", close_handle(file, box), 0);
	EXPECT("broken", send_to(other, writer, "abc", 3), -EPIPE);
	EXPECT("poll", poll_now(other), POLLERR);
	close(other);
	close(file);
}

struct sleeper {
	int file;
	__u32 box;
	char bytes[16];
	long result;
};

static void *receive_asleep(void *argument)
{
	struct sleeper *s = argument;
	struct parcel_receive req = {
		.handle = s->box,
		.buffer = (uintptr_t)s->bytes,
		.buffer_size = sizeof(s->bytes),
	};

	s->result = call(s->file, PARCEL_IOC_RECEIVE, &req);
	return NULL;
}

static void *send_asleep(void *argument)
{
	struct sleeper *s = argument;
	struct parcel_segment segment = { (uintptr_t)"late", 4 };
	struct parcel_send req = {
		.handle = s->box,
		.segments = (uintptr_t)&segment,
		.nr_segments = 1,
		.length = 4,
	};

	s->result = call(s->file, PARCEL_IOC_SEND, &req);
	return NULL;
}

static void pause_ms(long ms)
{
	struct timespec time = { ms / 1000, ms % 1000 * 1000000 };

	nanosleep(&time, NULL);
}

static void on_signal(int signal)
{
	(void)signal;
}

static void sleeping(void)
{
	struct sigaction action = { .sa_handler = on_signal };
	struct sleeper s = { .file = device_open(0) };
	pthread_t thread;
	char bytes[16];

	s.box = create(s.file, 7, 1, 0, NULL);
	pthread_create(&thread, NULL, receive_asleep, &s);
	pause_ms(50);
	EXPECT("send", send_to(s.file, s.box, "wake", 4), 0);
	pthread_join(thread, NULL);
	EXPECT("woken", s.result, 4);

	EXPECT("fill", send_to(s.file, s.box, "full", 4), 0);
	EXPECT("full", send_to(s.file, s.box, "over", 4), -EAGAIN);
	pthread_create(&thread, NULL, send_asleep, &s);
	pause_ms(50);
	EXPECT("make room", receive(s.file, s.box, bytes, 16, 0), 4);
	pthread_join(thread, NULL);
	EXPECT("woken", s.result, 0);
	EXPECT("receive", receive(s.file, s.box, bytes, 16, 0), 4);
	EXPECT("bytes", memcmp(bytes, "late", 4), 0);

	sigaction(SIGUSR1, &action, NULL);
	s.result = 0;
	pthread_create(&thread, NULL, receive_asleep, &s);
	/* One that comes before it sleeps is too early. */
	while (!__atomic_load_n(&s.result, __ATOMIC_RELAXED)) {
		pause_ms(10);
		pthread_kill(thread, SIGUSR1);
	}
	pthread_join(thread, NULL);
	EXPECT("interrupted", s.result, -EINTR);
	unlink_box(s.file, s.box);
	close(s.file);
}

static void deadlines(void)
{
	struct parcel_segment segment = { (uintptr_t)"soon", 4 };
	struct parcel_send send = {
		.segments = (uintptr_t)&segment,
		.nr_segments = 1,
		.length = 4,
	};
	int file = device_open(O_NONBLOCK);
	struct parcel_stat stat = { };
	struct timespec now;
	char bytes[16];
	long result;

	send.handle = create(file, 7, 0, 0, NULL);
	stat.handle = send.handle;
	/* It may have passed when the driver sees it. */
	do {
		clock_gettime(CLOCK_MONOTONIC, &now);
		send.deadline = now.tv_sec * 1000000000ull + now.tv_nsec + 50000000;
		result = call(file, PARCEL_IOC_SEND, &send);
	} while (result == -ETIME);
	EXPECT("send", result, 0);
	send.deadline += 600000000000ull;
	EXPECT("send", call(file, PARCEL_IOC_SEND, &send), 0);
	do {
		pause_ms(2);
		EXPECT("stat", call(file, PARCEL_IOC_STAT, &stat), 0);
	} while (!stat.expired);
	EXPECT("queued", stat.queued_parcels, 1);
	EXPECT("expired", stat.expired, 1);
	EXPECT("receive", receive(file, send.handle, bytes, 16, 0), 4);
	EXPECT("receive", receive(file, send.handle, bytes, 16, 0), -EAGAIN);
	unlink_box(file, send.handle);
	close(file);
}

/* Two processes hand each other parcels, each in its box: all arrive, in order, once. */
static void two_processes(void)
{
	/* On stock 2000; PARCELS= says how long to take where it takes longer. */
	const int rounds = strtoul(getenv("PARCELS") ?: "100000", NULL, 10) / 50;
	int file = device_open(0), status, i;
	char there[PARCEL_NAME_SIZE], back[PARCEL_NAME_SIZE];
	__u32 a = create(file, 7, 4, 0, there), b = create(file, 7, 4, 0, back);
	pid_t child;
	int n;

	child = fork();
	if (!child) {
		int in = device_open(0), out = device_open(0);
		__u32 handle;

		if (open_box(in, there, PARCEL_RIGHT_RECEIVE, &handle) ||
		    select_box(in, handle, 0) ||
		    open_box(out, back, PARCEL_RIGHT_SEND, &handle) ||
		    select_box(out, handle, 0))
			_exit(2);
		for (i = 0; i < rounds; i++)
			if (read(in, &n, sizeof(n)) != sizeof(n) || n != i ||
			    write(out, &n, sizeof(n)) != sizeof(n))
				_exit(1);
		_exit(0);
	}
	for (i = 0; i < rounds; i++) {
		if (send_to(file, a, &i, sizeof(i)))
			break;
		if (i >= 3) {
			struct sleeper s = { .file = file, .box = b };

			receive_asleep(&s);
			if (s.result != sizeof(n) || memcmp(s.bytes, &(int){ i - 3 }, sizeof(n)))
				break;
		}
	}
	EXPECT("rounds", i, rounds);
	if (i != rounds)
		kill(child, SIGKILL);
	waitpid(child, &status, 0);
	EXPECT("the other", status, 0);
	unlink_box(file, a);
	unlink_box(file, b);
	close(file);
}

static const struct {
	const char *name;
	void (*run)(void);
} tests[] = {
	{ "default_box", default_box },
	{ "nothing_selected", nothing_selected },
	{ "selection_has_rights", selection_has_rights },
	{ "names", names },
	{ "modes", modes },
	{ "gather_and_index", gather_and_index },
	{ "taken", taken },
	{ "moving", moving },
	{ "stat_counts", stat_counts },
	{ "structures_grow", structures_grow },
	{ "nothing_unknown", nothing_unknown },
	{ "end_of_stream", end_of_stream },
	{ "sleeping", sleeping },
	{ "deadlines", deadlines },
	{ "two_processes", two_processes },
};

int main(void)
{
	unsigned int n = ARRAY_SIZE(tests), i, failed = 0;

	device = getenv("PARCEL_DEVICE") ?: "/dev/parcel";
	nowhere = mmap(NULL, 4096, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	alarm(600);
	printf("KTAP version 1\n1..%u\n", n);
	for (i = 0; i < n; i++) {
		failures = 0;
		tests[i].run();
		printf("%s %u %s\n", failures ? "not ok" : "ok", i + 1, tests[i].name);
		fflush(stdout);
		failed += failures != 0;
	}
	return failed != 0;
}
