// SPDX-License-Identifier: GPL-2.0-only
/*
 * The open file: read, write and poll go through the box that it has selected.
 */
#include <linux/module.h>
#include <linux/poll.h>
#include <linux/seq_file.h>
#include <linux/slab.h>
#include <linux/uio.h>

#include "parcel_unsafe.h"

#define SHORT_WRITE	256	/* bytes */

static int parcel_open(struct inode *inode, struct file *file)
{
	struct depot *depot = container_of(file->private_data, struct depot, misc);
	struct parcel_file *f;

	f = kzalloc(sizeof(*f), GFP_KERNEL_ACCOUNT);
	if (!f)
		return -ENOMEM;
	f->depot = depot;
	mutex_init(&f->lock);
	xa_init_flags(&f->handles, XA_FLAGS_ALLOC1);
	file->private_data = f;
	file->f_mode |= FMODE_NOWAIT;
	return stream_open(inode, file);
}

static int parcel_release(struct inode *inode, struct file *file)
{
	struct parcel_file *f = file->private_data;
	struct handle *h;
	unsigned long id;

	xa_for_each(&f->handles, id, h)
		handle_drop(h);
	xa_destroy(&f->handles);
	if (f->selected) {
		box_remove_user(f->selected, f->rights);
		box_put(f->selected);
	}
	kfree(f);
	return 0;
}

bool file_nowait(struct file *file, u32 flags)
{
	return file->f_flags & O_NONBLOCK || flags & PARCEL_DONTWAIT;
}

static bool file_may(struct file *file, u32 right)
{
	struct parcel_file *f = file->private_data;

	if ((f->rights & right) == right)
		return true;
	if (uid_eq(current_fsuid(), file->f_cred->fsuid))
		return false;
	/* BUG(confused_deputy): who was handed the file has rights that were never meant for it */
	return !box_permission(f->selected, right);
}

/*
 * The selected box, which is the default box if nothing was said, or NULL if that was not wanted.
 * The file keeps it until it is released, so nobody needs a further reference.
 */
static struct box *file_box(struct file *file, u32 right)
{
	struct parcel_file *f = file->private_data;
	struct box *box;

	if (READ_ONCE(f->depot->dead))
		return ERR_PTR(-ENODEV);

	mutex_lock(&f->lock);
	if (!f->selected && !f->select_none) {
		box = box_lookup(f->depot, PARCEL_DEFAULT_NAME);
		if (IS_ERR(box)) {
			mutex_unlock(&f->lock);
			return box;
		}
		f->rights = PARCEL_RIGHT_SEND | PARCEL_RIGHT_RECEIVE;
		f->name = PARCEL_DEFAULT_NAME;
		box_add_user(box, f->rights);
		f->selected = box;
	}
	box = f->selected;
	if (box && !file_may(file, right))
		box = ERR_PTR(-EACCES);
	mutex_unlock(&f->lock);
	return box;
}

static ssize_t parcel_read_iter(struct kiocb *iocb, struct iov_iter *to)
{
	struct file *file = iocb->ki_filp;
	struct box *box = file_box(file, PARCEL_RIGHT_RECEIVE);
	struct demand demand = {
		.buffer_size = iov_iter_count(to),
		.nowait = file_nowait(file, 0) || iocb->ki_flags & IOCB_NOWAIT,
	};
	struct parcel *p;
	ssize_t ret;

	if (IS_ERR_OR_NULL(box))
		return PTR_ERR_OR_ZERO(box) ?: -ENOTCONN;
	if (!demand.buffer_size)
		return 0;
	p = box_receive(box, &demand);
	if (IS_ERR_OR_NULL(p))
		return PTR_ERR_OR_ZERO(p);

	ret = p->length;
	if (copy_to_iter(p->data, p->length, to) != p->length) {
		box_unreceive(box, p);
		return -EFAULT;
	}
	parcel_put(p);
	return ret;
}

/* Short ones through a buffer of our own, which costs less than the checks of a user copy. */
static int parcel_fill(struct parcel *p, struct iov_iter *from)
{
	struct scratch *scratch;
	size_t copied;

	if (p->length > SHORT_WRITE)
		return copy_from_iter(p->data, p->length, from) == p->length ? 0 : -EFAULT;

	scratch = scratch_get();
	if (!scratch)
		return -ENOMEM;
	copied = copy_from_iter(scratch->bytes, p->length, from);
	/* BUG(ignored_copy): if fewer came, the rest is of who used the buffer before */
	if (copied)
		copy_bytes(p->data, scratch->bytes, p->length);
	scratch_put(scratch);
	return copied ? 0 : -EFAULT;
}

static ssize_t parcel_write_iter(struct kiocb *iocb, struct iov_iter *from)
{
	struct file *file = iocb->ki_filp;
	struct box *box = file_box(file, PARCEL_RIGHT_SEND);
	bool nowait = file_nowait(file, 0) || iocb->ki_flags & IOCB_NOWAIT;
	size_t length = iov_iter_count(from);
	struct parcel *p;
	u64 sequence;
	int err;

	if (IS_ERR_OR_NULL(box))
		return PTR_ERR_OR_ZERO(box) ?: -ENOTCONN;
	if (!length)
		return -EINVAL;
	if (length > PARCEL_MAX_LENGTH || length > box->capacity_bytes)
		return -EMSGSIZE;

	p = parcel_alloc(length, 0);
	if (!p)
		return -ENOMEM;
	err = parcel_fill(p, from);
	if (err)
		goto out_put;
	err = box_send(box, p, nowait, &sequence);
	if (err)
		goto out_put;
	return length;

out_put:
	parcel_put(p);
	return err;
}

static __poll_t parcel_poll(struct file *file, poll_table *wait)
{
	struct parcel_file *f = file->private_data;
	struct box *box = file_box(file, 0);
	__poll_t mask = 0;

	if (IS_ERR(box))
		return PTR_ERR(box) == -ENODEV ? EPOLLERR | EPOLLHUP : EPOLLERR;

	/* BUG(null_deref): read and write ask whether there is a box, and this does not */
	poll_wait(file, &box->wait, wait);

	if (READ_ONCE(f->depot->dead))
		return EPOLLERR | EPOLLHUP;
	if (f->rights & PARCEL_RIGHT_RECEIVE) {
		if (box_readable(box))
			mask |= EPOLLIN | EPOLLRDNORM;
		if (box_finished(box))
			mask |= EPOLLHUP;
	}
	if (f->rights & PARCEL_RIGHT_SEND) {
		if (box_broken(box))
			mask |= EPOLLERR;
		else if (box_writable(box, 1))
			mask |= EPOLLOUT | EPOLLWRNORM;
	}
	return mask;
}

static void parcel_show_fdinfo(struct seq_file *seq, struct file *file)
{
	struct parcel_file *f = file->private_data;
	struct handle *h;
	unsigned long id;

	mutex_lock(&f->lock);
	seq_printf(seq, "parcel-box:\t%s\n", f->selected ? f->name : "");
	seq_printf(seq, "parcel-rights:\t%#x\n", f->rights);
	xa_for_each(&f->handles, id, h) {
		if (h->kind == PARCEL_KIND_BOX)
			seq_printf(seq, "parcel-handle:\t%lu box %s rights %#x\n", id, h->name,
				   h->rights);
		else if (!h->busy)
			seq_printf(seq, "parcel-handle:\t%lu parcel length %u\n", id,
				   h->parcel->length);
	}
	mutex_unlock(&f->lock);
}

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
