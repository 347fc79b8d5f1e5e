/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the provocations of unsafe_*.c share: a thread's attempt on an open device, and the calls of
 * the device, made from that thread with user memory of its own.
 */
#ifndef UNSAFE_DEVICE_H
#define UNSAFE_DEVICE_H

#include <linux/fs.h>
#include <linux/mm.h>
#include <linux/types.h>

#include <uapi/parcel.h>

#define USER_PAGES	16
#define USER_SIZE	(USER_PAGES * PAGE_SIZE)
#define USER_STRUCT	0			/* offsets into it */
#define USER_SEGMENT	PAGE_SIZE
#define USER_RECORDS	(2 * PAGE_SIZE)
#define USER_BYTES	(4 * PAGE_SIZE)

/**
 * struct attempt - what one thread does to one open device
 * @file: the device
 * @user: the thread's user memory, USER_SIZE bytes
 * @error: the first call that did not give what it must, or 0
 * @content: bytes were seen that nobody set
 */
struct attempt {
	struct file *file;
	unsigned long user;
	long error;
	bool content;
};

/* Good input must give @want on either driver; the first time that it does not is kept. */
void must(struct attempt *a, long result, long want);
/* For a new kernel thread: user memory, and @a knows where. */
int user_begin(struct attempt *a);
/* A file of its own, since a file selects a box for good. The caller puts it. */
struct file *open_again(struct attempt *a);
/* One ioctl with its structure, which is copied there and back. */
long call(struct attempt *a, unsigned int cmd, void *req, size_t size);
u32 make_box(struct attempt *a, u64 capacity_bytes);
void unlink_box(struct attempt *a, u32 handle);
void close_handle(struct attempt *a, u32 handle);
/* @length bytes, each @byte, and @nr_records empty records. */
void send(struct attempt *a, u32 handle, u8 byte, u32 length, u32 nr_records);
/* Puts @bytes at @offset of the thread's user memory, and says where that is. */
u64 put_bytes(struct attempt *a, u32 offset, const void *bytes, size_t size);
/* Sends what @segments say, as the rest of @req says; with @req->nr_segments if that is not 0. */
long send_segments(struct attempt *a, struct parcel_send *req,
		   const struct parcel_segment *segments, u32 nr_segments);
long receive(struct attempt *a, u32 handle, u32 flags);
u32 take(struct attempt *a, u32 handle, u32 length);
long read_range(struct attempt *a, u32 handle, u64 offset, u64 length);
long read_record(struct attempt *a, u32 handle, u32 index);
long move(struct attempt *a, u32 from, u32 to);

/* One for each bug that KUnit can hold. What is good input must work on either driver. */
#define PLANTED(name, where, ...)	PROVOKE_##where(name)
#define PROVOKE_KUNIT(name)		void provoke_##name(struct attempt *a);
#define PROVOKE_RUNNER(name)
#include "../driver/unsafe/bugs.def"
#undef PLANTED

#endif /* UNSAFE_DEVICE_H */
