// SPDX-License-Identifier: GPL-2.0-only
#include <kunit/test.h>
#include <linux/cred.h>
#include <linux/err.h>
#include <linux/mman.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uaccess.h>

#include "unsafe_device.h"

void must(struct attempt *a, long result, long want)
{
	if (result != want && !a->error)
		a->error = result < 0 ? result : -EPROTO;
}

int user_begin(struct attempt *a)
{
	int err = kunit_attach_mm();

	if (err)
		return err;
	a->user = vm_mmap(NULL, 0, USER_SIZE, PROT_READ | PROT_WRITE,
			  MAP_PRIVATE | MAP_ANONYMOUS, 0);
	return IS_ERR_VALUE(a->user) ? (int)a->user : 0;
}

struct file *open_again(struct attempt *a)
{
	struct file *file = dentry_open(&a->file->f_path, O_RDWR, current_cred());

	if (IS_ERR(file)) {
		must(a, PTR_ERR(file), 0);
		return NULL;
	}
	return file;
}

long call(struct attempt *a, unsigned int cmd, void *req, size_t size)
{
	void __user *user = (void __user *)(a->user + USER_STRUCT);
	long ret;

	if (copy_to_user(user, req, size))
		return -EIO;
	ret = a->file->f_op->unlocked_ioctl(a->file, cmd, (unsigned long)user);
	if (copy_from_user(req, user, size))
		return -EIO;
	return ret;
}

u32 make_box(struct attempt *a, u64 capacity_bytes)
{
	static atomic_t n;
	struct parcel_create req = {
		.rights = PARCEL_RIGHTS,
		.capacity_bytes = capacity_bytes,
	};

	snprintf(req.name, sizeof(req.name), "kunit-%d", atomic_inc_return(&n));
	must(a, call(a, PARCEL_IOC_CREATE, &req, sizeof(req)), 0);
	return req.handle;
}

void unlink_box(struct attempt *a, u32 handle)
{
	struct parcel_unlink req = { .handle = handle };

	must(a, call(a, PARCEL_IOC_UNLINK, &req, sizeof(req)), 0);
}

void close_handle(struct attempt *a, u32 handle)
{
	struct parcel_close req = { .handle = handle };

	must(a, call(a, PARCEL_IOC_CLOSE, &req, sizeof(req)), 0);
}

/* @length bytes, each @byte, and @nr_records empty records. */
void send(struct attempt *a, u32 handle, u8 byte, u32 length, u32 nr_records)
{
	struct parcel_segment segment = { .address = a->user + USER_BYTES, .length = length };
	struct parcel_send req = {
		.handle = handle,
		.flags = PARCEL_DONTWAIT,
		.segments = a->user + USER_SEGMENT,
		.nr_segments = 1,
		.records = a->user + USER_RECORDS,
		.nr_records = nr_records,
		.length = length,
	};
	void *bytes = kmalloc(length, GFP_KERNEL);

	if (!bytes) {
		must(a, -ENOMEM, 0);
		return;
	}
	memset(bytes, byte, length);
	if (copy_to_user((void __user *)(a->user + USER_BYTES), bytes, length) ||
	    copy_to_user((void __user *)(a->user + USER_SEGMENT), &segment, sizeof(segment)) ||
	    clear_user((void __user *)(a->user + USER_RECORDS),
		       nr_records * sizeof(struct parcel_record)))
		must(a, -EIO, 0);
	kfree(bytes);
	must(a, call(a, PARCEL_IOC_SEND, &req, sizeof(req)), 0);
}

u64 put_bytes(struct attempt *a, u32 offset, const void *bytes, size_t size)
{
	if (copy_to_user((void __user *)(a->user + offset), bytes, size))
		must(a, -EIO, 0);
	return a->user + offset;
}

long send_segments(struct attempt *a, struct parcel_send *req,
		   const struct parcel_segment *segments, u32 nr_segments)
{
	req->segments = put_bytes(a, USER_SEGMENT, segments, nr_segments * sizeof(*segments));
	req->nr_segments = req->nr_segments ?: nr_segments;
	req->flags = PARCEL_DONTWAIT;
	return call(a, PARCEL_IOC_SEND, req, sizeof(*req));
}

long receive(struct attempt *a, u32 handle, u32 flags)
{
	struct parcel_receive req = {
		.handle = handle,
		.flags = flags,
		.buffer = a->user + USER_BYTES,
		.buffer_size = USER_SIZE - USER_BYTES,
	};

	return call(a, PARCEL_IOC_RECEIVE, &req, sizeof(req));
}

u32 take(struct attempt *a, u32 handle, u32 length)
{
	struct parcel_take req = { .handle = handle, .flags = PARCEL_DONTWAIT };

	must(a, call(a, PARCEL_IOC_TAKE, &req, sizeof(req)), length);
	return req.parcel;
}

long read_range(struct attempt *a, u32 handle, u64 offset, u64 length)
{
	struct parcel_read req = {
		.handle = handle,
		.offset = offset,
		.length = length,
		.buffer = a->user + USER_BYTES,
	};

	return call(a, PARCEL_IOC_READ, &req, sizeof(req));
}

long read_record(struct attempt *a, u32 handle, u32 index)
{
	struct parcel_read_record req = {
		.handle = handle,
		.index = index,
		.buffer = a->user + USER_BYTES,
		.buffer_size = USER_SIZE - USER_BYTES,
	};

	return call(a, PARCEL_IOC_READ_RECORD, &req, sizeof(req));
}

long move(struct attempt *a, u32 from, u32 to)
{
	struct parcel_move req = { .from = from, .to = to };

	return call(a, PARCEL_IOC_MOVE, &req, sizeof(req));
}
