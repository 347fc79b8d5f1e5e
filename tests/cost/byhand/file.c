// SPDX-License-Identifier: GPL-2.0-only
/*
 * The open file: read, write and poll go through the box that it has selected.
 */
#include <linux/module.h>
#include <linux/seq_file.h>

#include "parcel_internal.h"
#include "trace.h"

/* The current process opens it with @cred. */
struct parcel_file *parcel_file_new(struct depot *depot, const struct cred *cred)
{
	struct parcel_file *file __free(kfree) = kzalloc(sizeof(*file), GFP_KERNEL_ACCOUNT);
	int err;

	if (!file)
		return ERR_PTR(-ENOMEM);
	handles_init(&file->handles, READ_ONCE(max_handles), -EMFILE);
	mutex_init(&file->lock);

	struct opener *opener __free(opener_put) = opener_new(depot, cred);

	if (IS_ERR(opener))
		return ERR_CAST(opener);
	err = share_charge(opener_share(opener), SHARE_FILES, 1, opener);
	if (err)
		return ERR_PTR(err);
	file->opener = no_free_ptr(opener);
	file->depot = depot_get(depot);
	return_ptr(file);
}

static void parcel_file_free(struct parcel_file *file)
{
	if (file->selection.seat)
		seat_free(file->selection.seat);
	handles_end(&file->handles);
	share_refund(opener_share(file->opener), SHARE_FILES, 1);
	opener_put(file->opener);
	depot_put(file->depot);
	kfree(file);
}

/* The box of a handle that has these rights. The caller owns a reference. */
struct box *parcel_file_box(struct parcel_file *file, u32 handle, u32 rights)
{
	struct handle_table *handles = &file->handles;
	const struct seat *seat;

	guard(spinlock)(&handles->entries.xa_lock);
	seat = handle_find(handles, handle, HANDLE_BOX);
	if (IS_ERR(seat))
		return ERR_CAST(seat);
	if (rights & ~seat->rights)
		return ERR_PTR(-EACCES);
	return box_get(seat->box);
}

/* What is in a parcel that was taken. The caller owns a reference. */
struct content *parcel_file_content(struct parcel_file *file, u32 handle)
{
	struct handle_table *handles = &file->handles;
	const struct parcel *parcel;

	guard(spinlock)(&handles->entries.xa_lock);
	parcel = handle_find(handles, handle, HANDLE_PARCEL);
	if (IS_ERR(parcel))
		return ERR_CAST(parcel);
	return content_get(parcel->content);
}

/* A seat like that of a handle, taken before the handle can be closed. */
static struct seat *parcel_file_seat(struct parcel_file *file, u32 handle)
{
	struct handle_table *handles = &file->handles;
	struct seat *seat __free(seat_free) = seat_new();
	const struct seat *given;

	if (IS_ERR(seat))
		return seat;
	guard(spinlock)(&handles->entries.xa_lock);
	given = handle_find(handles, handle, HANDLE_BOX);
	if (IS_ERR(given))
		return ERR_CAST(given);
	seat_take(seat, given->box, given->rights);
	return_ptr(seat);
}

/* @none: only that it is not to be the default box. */
int parcel_file_select(struct parcel_file *file, u32 handle, bool none)
{
	struct selection *selection = &file->selection;
	struct seat *seat;

	guard(mutex)(&file->lock);
	if (selection->seat)
		return -EBUSY;
	if (none) {
		selection->none = true;
		return 0;
	}
	seat = parcel_file_seat(file, handle);
	if (IS_ERR(seat))
		return PTR_ERR(seat);
	selection->seat = seat;
	return 0;
}

/* Borrowed from the file, which keeps it until release; or an errno. */
static struct seat *selected(struct parcel_file *file, u32 right)
{
	struct selection *selection = &file->selection;
	struct seat *seat;

	if (depot_is_gone(file->depot))
		return ERR_PTR(-ENODEV);
	guard(mutex)(&file->lock);
	if (!selection->seat) {
		if (selection->none)
			return ERR_PTR(-ENOTCONN);
		seat = depot_open(file->depot, file->opener, PARCEL_DEFAULT_NAME,
				  PARCEL_RIGHT_SEND | PARCEL_RIGHT_RECEIVE);
		if (IS_ERR(seat))
			return seat;
		selection->seat = seat;
	}
	if (right & ~selection->seat->rights)
		return ERR_PTR(-EACCES);
	return selection->seat;
}

static bool may_wait(const struct kiocb *iocb)
{
	return !(iocb->ki_filp->f_flags & O_NONBLOCK || iocb->ki_flags & IOCB_NOWAIT);
}

static int parcel_open(struct inode *inode, struct file *file)
{
	struct depot *depot = container_of(file->private_data, struct depot, misc);
	struct parcel_file *opened;

	stream_open(inode, file);
	file->f_mode |= FMODE_NOWAIT;
	opened = parcel_file_new(depot, file->f_cred);
	if (IS_ERR(opened))
		return PTR_ERR(opened);
	file->private_data = opened;
	return 0;
}

static int parcel_release(struct inode *inode, struct file *file)
{
	parcel_file_free(file->private_data);
	return 0;
}

static ssize_t parcel_read_iter(struct kiocb *iocb, struct iov_iter *to)
{
	struct demand demand = { .buffer_size = iov_iter_count(to), .wait = may_wait(iocb) };
	struct seat *seat = selected(iocb->ki_filp->private_data, PARCEL_RIGHT_RECEIVE);
	struct parcel *parcel;
	struct box *box;
	size_t copied;
	u32 size;

	if (IS_ERR(seat))
		return PTR_ERR(seat);
	if (!demand.buffer_size)
		return 0;
	box = seat->box;
	parcel = box_receive(box, &demand);
	if (IS_ERR(parcel))
		return PTR_ERR(parcel) == -ENOENT ? 0 : PTR_ERR(parcel);
	copied = copy_to_iter(content_payload(parcel->content), parcel->content->length, to);
	if (copied != parcel->content->length) {
		iov_iter_revert(to, copied);
		box_give_back(box, parcel);
		return -EFAULT;
	}
	trace_parcel_receive(box, demand.info.sequence, demand.info.length);
	size = content_size(parcel->content);
	parcel_free(parcel);
	box_received(box, size);
	return demand.info.length;
}

static ssize_t parcel_write_iter(struct kiocb *iocb, struct iov_iter *from)
{
	struct parcel_file *file = iocb->ki_filp->private_data;
	struct seat *seat = selected(file, PARCEL_RIGHT_SEND);
	size_t length = iov_iter_count(from);
	struct parcel *parcel;
	u64 sequence;
	int err;

	if (IS_ERR(seat))
		return PTR_ERR(seat);
	if (!length)
		return -EINVAL;
	if (length > PARCEL_MAX_LENGTH || length > seat->box->capacity_bytes)
		return -EMSGSIZE;
	parcel = parcel_new(content_from_iter(from), file->opener);
	if (IS_ERR(parcel))
		return PTR_ERR(parcel);
	err = box_send(seat->box, parcel, may_wait(iocb), &sequence);
	if (err) {
		parcel_free(parcel);
		return err;
	}
	return length;
}

static __poll_t parcel_poll(struct file *file, struct poll_table_struct *wait)
{
	const struct seat *seat = selected(file->private_data, 0);

	if (IS_ERR(seat))
		return PTR_ERR(seat) == -ENODEV ? EPOLLERR | EPOLLHUP : EPOLLERR;
	/* The file has its seat until it is released, and with it the box. */
	poll_wait(file, &seat->box->pollers, wait);
	return box_poll(seat->box, seat->rights);
}

static long parcel_ioctl(struct file *file, unsigned int number, unsigned long address)
{
	struct call call = {
		.file = file->private_data,
		.nonblock = file->f_flags & O_NONBLOCK,
		.structure = (void __user *)address,
		.size = _IOC_SIZE(number),
	};

	return call_run(&call, number);
}

/* One of the file's handles, if there is one of this number. */
static void show_handle(struct seq_file *seq, struct parcel_file *file, u32 handle)
{
	struct handle_table *handles = &file->handles;
	const struct parcel *parcel;
	const struct seat *seat;

	guard(spinlock)(&handles->entries.xa_lock);
	seat = handle_find(handles, handle, HANDLE_BOX);
	if (!IS_ERR(seat))
		seq_printf(seq, "parcel-handle:\t%u box %s rights %#x\n", handle, seat->box->name,
			   seat->rights);
	parcel = handle_find(handles, handle, HANDLE_PARCEL);
	if (!IS_ERR(parcel))
		seq_printf(seq, "parcel-handle:\t%u parcel length %u\n", handle,
			   parcel->content->length);
}

static void parcel_show_fdinfo(struct seq_file *seq, struct file *file)
{
	struct parcel_file *f = file->private_data;
	const struct seat *seat;

	guard(mutex)(&f->lock);
	seat = f->selection.seat;
	seq_printf(seq, "parcel-box:\t%s\n", seat ? seat->box->name : "");
	seq_printf(seq, "parcel-rights:\t%#x\n", seat ? seat->rights : 0);
	for (u32 handle = 1; handle <= READ_ONCE(max_handles); handle++)
		show_handle(seq, f, handle);
}

/* No mmap on purpose: what user space can write while it is looked at cannot be checked. */
const struct file_operations parcel_fops = {
	.owner = THIS_MODULE,
	.open = parcel_open,
	.release = parcel_release,
	.read_iter = parcel_read_iter,
	.write_iter = parcel_write_iter,
	.poll = parcel_poll,
	.unlocked_ioctl = parcel_ioctl,
	.compat_ioctl = compat_ptr_ioctl,
	.show_fdinfo = parcel_show_fdinfo,
};
