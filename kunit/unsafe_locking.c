// SPDX-License-Identifier: GPL-2.0-only
/*
 * Provocations: rights that nobody asks for, locks that are not taken, or held too long.
 */
#include <linux/cred.h>
#include <linux/err.h>
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/uio.h>

#include "unsafe_device.h"

#define SOMEBODY	1000

/* Of another user. */
static struct file *open_for_somebody(struct attempt *a)
{
	struct cred *cred = prepare_creds();
	struct file *file;

	if (!cred)
		return ERR_PTR(-ENOMEM);
	cred->euid = KUIDT_INIT(SOMEBODY);
	cred->fsuid = cred->euid;
	file = dentry_open(&a->file->f_path, O_RDWR, cred);
	put_cred(cred);
	return file;
}

/* Root writes to a file that is somebody else's. */
void provoke_forged_sender(struct attempt *a)
{
	struct attempt other = { .user = a->user, .file = open_for_somebody(a) };
	struct parcel_receive req = {
		.flags = PARCEL_DONTWAIT,
		.buffer = a->user + USER_BYTES,
		.buffer_size = USER_SIZE - USER_BYTES,
	};
	struct parcel_select select = { };
	struct iov_iter iter;
	struct kiocb kiocb;

	if (IS_ERR(other.file)) {
		must(a, PTR_ERR(other.file), 0);
		return;
	}
	req.handle = make_box(&other, 0);
	select.handle = req.handle;
	must(a, call(&other, PARCEL_IOC_SELECT, &select, sizeof(select)), 0);
	init_sync_kiocb(&kiocb, other.file);
	must(a, import_ubuf(ITER_SOURCE, (void __user *)(a->user + USER_BYTES), 10, &iter), 0);
	must(a, other.file->f_op->write_iter(&kiocb, &iter), 10);
	must(a, call(&other, PARCEL_IOC_RECEIVE, &req, sizeof(req)), 10);
	a->content = req.info.uid != SOMEBODY;
	unlink_box(&other, req.handle);
	must(a, other.error, 0);
	fput(other.file);
}

/* A handle that may only send peeks at what another one has sent. */
void provoke_missing_check(struct attempt *a)
{
	struct parcel_stat stat = { .handle = make_box(a, 0) };
	struct parcel_open open = { .rights = PARCEL_RIGHT_SEND };

	must(a, call(a, PARCEL_IOC_STAT, &stat, sizeof(stat)), 0);
	memcpy(open.name, stat.name, sizeof(open.name));
	must(a, call(a, PARCEL_IOC_OPEN, &open, sizeof(open)), 0);
	send(a, stat.handle, 'x', 10, 0);
	must(a, receive(a, open.handle, PARCEL_DONTWAIT), -EACCES);
	a->content = receive(a, open.handle, PARCEL_DONTWAIT | PARCEL_PEEK) == 10;
	unlink_box(a, stat.handle);
	close_handle(a, open.handle);
	close_handle(a, stat.handle);
}

/* A peek at a parcel that is too long for the buffer that the bytes go through. */
void provoke_sleep_in_atomic(struct attempt *a)
{
	u32 box = make_box(a, 0);

	send(a, box, 'x', 5000, 0);
	receive(a, box, PARCEL_DONTWAIT | PARCEL_PEEK);
	unlink_box(a, box);
	close_handle(a, box);
}
