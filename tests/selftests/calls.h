/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The calls of parcel.h as functions, for programs that use the device: each returns what the
 * call returned, or -errno.
 */
#ifndef CALLS_H
#define CALLS_H

#include <errno.h>
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

static inline long call(int file, unsigned long request, void *argument)
{
	int result = ioctl(file, request, argument);

	return result < 0 ? -errno : result;
}

/* A result of a function of the C library, with the errno in it. */
static inline long with_errno(long result)
{
	return result < 0 ? -errno : result;
}

/* The node that PARCEL_DEVICE names; the safe driver's unless told. */
static inline const char *device(void)
{
	return getenv("PARCEL_DEVICE") ?: "/dev/parcel";
}

/* Such as "parcel": the module, the device on the platform bus, and the tracepoints. */
static inline const char *driver(void)
{
	return strrchr(device(), '/') + 1;
}

/* "bind" or "unbind": what an administrator does with the device. */
static inline long driver_write(const char *what)
{
	char path[128];
	long result;
	int file;

	snprintf(path, sizeof(path), "/sys/bus/platform/drivers/%s/%s", driver(), what);
	file = open(path, O_WRONLY | O_CLOEXEC);
	if (file < 0)
		return -errno;
	result = with_errno(write(file, driver(), strlen(driver())));
	close(file);
	return result < 0 ? result : 0;
}

static inline int device_open(int flags)
{
	return with_errno(open(device(), O_RDWR | O_CLOEXEC | flags));
}

/* A name that no other box has. */
static inline void new_name(char name[PARCEL_NAME_SIZE])
{
	static unsigned int n;

	memset(name, 0, PARCEL_NAME_SIZE);
	snprintf(name, PARCEL_NAME_SIZE, "test-%d-%u", getpid(), n++);
}

/* Where no limits are given there is room for many. */
static inline long create_box(int file, const char *name, __u32 mode, __u32 parcels, __u64 bytes,
			      __u32 *handle)
{
	struct parcel_create req = {
		.mode = mode,
		.rights = PARCEL_RIGHTS,
		.capacity_parcels = parcels,
		.capacity_bytes = bytes,
	};
	long result;

	memcpy(req.name, name, strnlen(name, sizeof(req.name)));
	result = call(file, PARCEL_IOC_CREATE, &req);
	*handle = req.handle;
	return result;
}

static inline long open_box(int file, const char *name, __u32 rights, __u32 *handle)
{
	struct parcel_open req = { .rights = rights };
	long result;

	memcpy(req.name, name, strnlen(name, sizeof(req.name)));
	result = call(file, PARCEL_IOC_OPEN, &req);
	*handle = req.handle;
	return result;
}

static inline long unlink_box(int file, __u32 handle)
{
	struct parcel_unlink req = { .handle = handle };

	return call(file, PARCEL_IOC_UNLINK, &req);
}

static inline long close_handle(int file, __u32 handle)
{
	struct parcel_close req = { .handle = handle };

	return call(file, PARCEL_IOC_CLOSE, &req);
}

static inline long send_parcel(int file, __u32 handle, const void *data, size_t length,
			       __u32 flags, __u64 deadline)
{
	struct parcel_segment segment = { .address = (uintptr_t)data, .length = length };
	struct parcel_send req = {
		.handle = handle,
		.flags = flags,
		.segments = (uintptr_t)&segment,
		.nr_segments = 1,
		.length = length,
		.deadline = deadline,
	};

	return call(file, PARCEL_IOC_SEND, &req);
}

static inline long send_to(int file, __u32 handle, const void *data, size_t length)
{
	return send_parcel(file, handle, data, length, PARCEL_DONTWAIT, 0);
}

static inline long receive_info(int file, __u32 handle, void *data, size_t size, __u32 flags,
				struct parcel_info *info)
{
	struct parcel_receive req = {
		.handle = handle,
		.flags = flags,
		.buffer = (uintptr_t)data,
		.buffer_size = size,
	};
	long result = call(file, PARCEL_IOC_RECEIVE, &req);

	*info = req.info;
	return result;
}

static inline long receive_parcel(int file, __u32 handle, void *data, size_t size, __u32 flags)
{
	struct parcel_info info;

	return receive_info(file, handle, data, size, flags, &info);
}

static inline long receive_from(int file, __u32 handle, void *data, size_t size)
{
	return receive_parcel(file, handle, data, size, PARCEL_DONTWAIT);
}

static inline long take_parcel(int file, __u32 handle, __u32 flags, __u32 *parcel)
{
	struct parcel_take req = { .handle = handle, .flags = flags };
	long result = call(file, PARCEL_IOC_TAKE, &req);

	*parcel = req.parcel;
	return result;
}

static inline long take_from(int file, __u32 handle, __u32 *parcel)
{
	return take_parcel(file, handle, PARCEL_DONTWAIT, parcel);
}

static inline long read_parcel(int file, __u32 parcel, __u64 offset, void *data, __u64 length)
{
	struct parcel_read req = {
		.handle = parcel,
		.offset = offset,
		.length = length,
		.buffer = (uintptr_t)data,
	};

	return call(file, PARCEL_IOC_READ, &req);
}

static inline long forward_parcel(int file, __u32 parcel, __u32 box, __u32 flags)
{
	struct parcel_forward req = { .parcel = parcel, .box = box, .flags = flags };

	return call(file, PARCEL_IOC_FORWARD, &req);
}

static inline long move_head(int file, __u32 from, __u32 to)
{
	struct parcel_move req = { .from = from, .to = to };

	return call(file, PARCEL_IOC_MOVE, &req);
}

static inline long select_box(int file, __u32 handle)
{
	struct parcel_select req = { .handle = handle };

	return call(file, PARCEL_IOC_SELECT, &req);
}

static inline long stat_handle(int file, __u32 handle, struct parcel_stat *stat)
{
	memset(stat, 0, sizeof(*stat));
	stat->handle = handle;
	return call(file, PARCEL_IOC_STAT, stat);
}

static inline short poll_file(int file, short events, int milliseconds)
{
	struct pollfd pollfd = { .fd = file, .events = events };

	poll(&pollfd, 1, milliseconds);
	return pollfd.revents;
}

static inline __u64 now_ns(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return time.tv_sec * 1000000000ull + time.tv_nsec;
}

static inline void pause_ms(long milliseconds)
{
	struct timespec time = { milliseconds / 1000, milliseconds % 1000 * 1000000 };

	nanosleep(&time, NULL);
}

/* Sends what will be late in a while; put off if it is late before the driver sees it. */
static inline long send_soon_late(int file, __u32 handle, const void *data, size_t length,
				  __u64 milliseconds)
{
	long result;

	do {
		result = send_parcel(file, handle, data, length, 0,
				     now_ns() + milliseconds * 1000000);
	} while (result == -ETIME);
	return result;
}

/* Waits up to a hundred seconds until so many have been dropped, because they were late. */
static inline long stat_expired(int file, __u32 handle, __u64 expired, struct parcel_stat *stat)
{
	long result = stat_handle(file, handle, stat);

	for (int i = 0; i < 50000 && !result && stat->expired < expired; i++) {
		pause_ms(2);
		result = stat_handle(file, handle, stat);
	}
	return result;
}

#endif /* CALLS_H */
