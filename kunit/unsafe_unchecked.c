// SPDX-License-Identifier: GPL-2.0-only
/*
 * Provocations: what is not checked, checked too early, or not what it was taken for.
 */
#include <linux/anon_inodes.h>
#include <linux/err.h>
#include <linux/file.h>
#include <linux/gfp.h>
#include <linux/limits.h>
#include <linux/mman.h>
#include <linux/poll.h>
#include <linux/string.h>
#include <linux/uio.h>

#include "unsafe_device.h"

/* A box is read like a parcel. With this mode it seems to be 438 bytes long. */
void provoke_type_confusion(struct attempt *a)
{
	struct parcel_create create = { .name = "confused", .mode = 0666, .rights = PARCEL_RIGHTS };

	must(a, call(a, PARCEL_IOC_CREATE, &create, sizeof(create)), 0);
	send(a, create.handle, 'x', 100, 0);
	read_range(a, create.handle, 0, 0666);
	unlink_box(a, create.handle);
	close_handle(a, create.handle);
}

static void wait_once(struct file *file, wait_queue_head_t *head, poll_table *table)
{
	DEFINE_WAIT(entry);

	add_wait_queue(head, &entry);
	remove_wait_queue(head, &entry);
}

/* A poll of a file that is to have no box. */
void provoke_null_deref(struct attempt *a)
{
	struct parcel_select select = { .flags = PARCEL_SELECT_NONE };
	struct attempt other = { .file = open_again(a), .user = a->user };
	poll_table table;

	if (!other.file)
		return;
	must(a, call(&other, PARCEL_IOC_SELECT, &select, sizeof(select)), 0);
	init_poll_funcptr(&table, wait_once);
	must(a, vfs_poll(other.file, &table), EPOLLERR);
	fput(other.file);
}

/* A record of what no handle names. */
void provoke_err_ptr_deref(struct attempt *a)
{
	must(a, read_record(a, 12345, 0), -EBADF);
}

/* A write of which only the first byte can be read, after a parcel was read. */
void provoke_ignored_copy(struct attempt *a)
{
	struct attempt other = { .file = open_again(a), .user = a->user };
	struct parcel_select select = { };
	struct kiocb iocb = { .ki_filp = other.file };
	struct iov_iter from;
	u8 bytes[64] = { };
	u32 parcel;

	if (!other.file)
		return;
	select.handle = make_box(&other, 0);
	must(a, call(&other, PARCEL_IOC_SELECT, &select, sizeof(select)), 0);
	send(&other, select.handle, 0x5a, sizeof(bytes), 0);
	parcel = take(&other, select.handle, sizeof(bytes));
	must(a, read_range(&other, parcel, 0, sizeof(bytes)), sizeof(bytes));
	close_handle(&other, parcel);

	iov_iter_ubuf(&from, ITER_SOURCE, (void __user *)(a->user + USER_SIZE - 1), sizeof(bytes));
	if (other.file->f_op->write_iter(&iocb, &from) == sizeof(bytes)) {
		put_bytes(a, USER_BYTES, bytes, sizeof(bytes));
		must(a, receive(&other, select.handle, PARCEL_DONTWAIT), sizeof(bytes));
		if (copy_from_user(bytes, (void __user *)(a->user + USER_BYTES), sizeof(bytes)))
			must(a, -EIO, 0);
		a->content = bytes[1] == 0x5a;
	}
	unlink_box(&other, select.handle);
	must(a, other.error, 0);
	fput(other.file);
}

/* The state of a box with a name that fills its 32 bytes. */
void provoke_name_without_nul(struct attempt *a)
{
	struct parcel_create create = { .rights = PARCEL_RIGHTS };
	struct parcel_stat stat = { };

	memset(create.name, 'x', sizeof(create.name));
	if (call(a, PARCEL_IOC_CREATE, &create, sizeof(create)))
		return;
	stat.handle = create.handle;
	call(a, PARCEL_IOC_STAT, &stat, sizeof(stat));
	unlink_box(a, create.handle);
	close_handle(a, create.handle);
}

/* A peek with room for 2^28 records. */
void provoke_unbounded_alloc(struct attempt *a)
{
	struct parcel_receive req = {
		.handle = make_box(a, 0),
		.flags = PARCEL_DONTWAIT | PARCEL_PEEK,
		.max_records = 1U << 28,
	};

	call(a, PARCEL_IOC_RECEIVE, &req, sizeof(req));
	unlink_box(a, req.handle);
	close_handle(a, req.handle);
}
