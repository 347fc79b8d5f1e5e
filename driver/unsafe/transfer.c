// SPDX-License-Identifier: GPL-2.0-only
/*
 * Parcels on their way: send, receive, take, forward, move.
 */
#include <linux/err.h>
#include <linux/minmax.h>
#include <linux/pid.h>
#include <linux/slab.h>
#include <linux/timekeeping.h>
#include <linux/uaccess.h>

#include "parcel_unsafe.h"

long parcel_ioctl_send(struct file *file, void __user *arg, size_t usize)
{
	struct parcel_send req;
	struct parcel *p;
	struct box *box;
	u32 length;
	int err;

	err = get_args(&req, sizeof(req), PARCEL_SEND_SIZE_VER0, arg, usize);
	if (err)
		return err;
	if (req.flags & ~PARCEL_DONTWAIT)
		return -EINVAL;
	box = handle_box(file->private_data, req.handle, PARCEL_RIGHT_SEND);
	if (IS_ERR(box))
		return PTR_ERR(box);

	/* BUG(length_truncation): a byte and 4 GiB are a byte here; parcel_gather() copies all */
	length = req.length;
	err = -EINVAL;
	if (!length)
		goto out_box;
	err = -EMSGSIZE;
	if (length > PARCEL_MAX_LENGTH || length > box->capacity_bytes)
		goto out_box;
	err = -ETIME;
	if (req.deadline && deadline_from_user(req.deadline) <= ktime_get_ns())
		goto out_box;

	p = parcel_gather(&req, length);
	if (IS_ERR(p)) {
		err = PTR_ERR(p);
		goto out_box;
	}
	err = box_send(box, p, file_nowait(file, req.flags), &req.sequence);
	if (err) {
		parcel_put(p);
		goto out_box;
	}
	/* It is sent, whether the caller learns its number or not. */
	if (put_args(&req, sizeof(req), arg, usize))
		pr_debug("sequence number lost\n");
out_box:
	box_put(box);
	return err;
}

/* The buffers that a peek goes through, since the parcel stays in the box; but not a long one. */
static int demand_bounce(struct demand *demand)
{
	u64 size = min_t(u64, demand->buffer_size, BOUNCE_SIZE);

	demand->bounce = kmalloc(size, GFP_KERNEL);
	/* BUG(unbounded_alloc): no parcel has that many, whatever the caller has room for */
	demand->bounce_records = kmalloc_array(demand->max_records,
					       sizeof(*demand->bounce_records), GFP_KERNEL);
	return demand->bounce && demand->bounce_records ? 0 : -ENOMEM;
}

static int receive_copy(const struct parcel_receive *req, const void *data,
			const struct parcel_record *records)
{
	if (data && copy_to_user(u64_to_user_ptr(req->buffer), data, req->info.length))
		return -EFAULT;
	if (req->max_records && req->info.nr_records &&
	    copy_to_user(u64_to_user_ptr(req->records), records,
			 req->info.nr_records * sizeof(*records)))
		return -EFAULT;
	return 0;
}

long parcel_ioctl_receive(struct file *file, void __user *arg, size_t usize)
{
	struct parcel_file *f = file->private_data;
	struct demand demand = { };
	struct parcel_receive req;
	struct parcel *p = NULL;
	struct handle *h;
	struct box *box;
	int err;

	err = get_args(&req, sizeof(req), PARCEL_RECEIVE_SIZE_VER0, arg, usize);
	if (err)
		return err;
	if (req.flags & ~(PARCEL_DONTWAIT | PARCEL_PEEK) || req.reserved)
		return -EINVAL;
	demand.buffer = req.buffer;
	demand.buffer_size = req.buffer_size;
	demand.max_records = req.max_records;
	demand.peek = req.flags & PARCEL_PEEK;
	demand.nowait = file_nowait(file, req.flags);
	if (demand.peek) {
		err = demand_bounce(&demand);
		if (err)
			goto out_bounce;
	}

	mutex_lock(&f->lock);
	/* BUG(missing_check): peeking takes nothing away, but it reads what only receivers may */
	h = handle_find(f, req.handle, PARCEL_KIND_BOX, demand.peek ? 0 : PARCEL_RIGHT_RECEIVE);
	if (IS_ERR(h)) {
		mutex_unlock(&f->lock);
		err = PTR_ERR(h);
		goto out_bounce;
	}
	/* BUG(use_after_close): the handle keeps the box, unless it is closed while we sleep */
	box = h->box;
	mutex_unlock(&f->lock);

	p = box_receive(box, &demand);
	req.info = demand.info;
	if (IS_ERR_OR_NULL(p)) {
		err = PTR_ERR_OR_ZERO(p);
		if (err == -EMSGSIZE && put_args(&req, sizeof(req), arg, usize))
			err = -EFAULT;
		goto out_bounce;
	}
	if (demand.peek) {
		void *bounce = req.info.length <= BOUNCE_SIZE ? demand.bounce : NULL;

		err = receive_copy(&req, bounce, demand.bounce_records) ?:
		      put_args(&req, sizeof(req), arg, usize);
	} else {
		err = receive_copy(&req, p->data, p->records) ?:
		      put_args(&req, sizeof(req), arg, usize);
		if (err)
			box_unreceive(box, p);
		else
			parcel_put(p);
	}
	if (!err)
		err = req.info.length;
out_bounce:
	kfree(demand.bounce);
	kfree(demand.bounce_records);
	return err;
}

long parcel_ioctl_take(struct file *file, void __user *arg, size_t usize)
{
	struct parcel_file *f = file->private_data;
	struct demand demand = { .buffer_size = U64_MAX };
	struct parcel_take req;
	struct handle *h;
	struct parcel *p;
	struct box *box;
	long ret;

	ret = get_args(&req, sizeof(req), PARCEL_TAKE_SIZE_VER0, arg, usize);
	if (ret)
		return ret;
	if (req.flags & ~PARCEL_DONTWAIT || req.reserved)
		return -EINVAL;
	demand.nowait = file_nowait(file, req.flags);

	box = handle_box(f, req.handle, PARCEL_RIGHT_RECEIVE);
	if (IS_ERR(box))
		return PTR_ERR(box);
	ret = -ENOMEM;
	h = kzalloc(sizeof(*h), GFP_KERNEL_ACCOUNT);
	if (!h)
		goto out_box;
	ret = handle_reserve(f, &req.parcel);
	if (ret)
		goto out_handle;

	p = box_receive(box, &demand);
	if (IS_ERR(p)) {
		ret = PTR_ERR(p);
		goto out_reserve;
	}
	if (!p) {
		handle_unreserve(f, req.parcel);
		req.parcel = 0;
		ret = put_args(&req, sizeof(req), arg, usize);
		goto out_handle;
	}
	req.info = demand.info;
	ret = put_args(&req, sizeof(req), arg, usize);
	/* BUG(memory_leak): the parcel has left its box, and nobody has it */
	if (ret)
		goto out_reserve;
	h->kind = PARCEL_KIND_PARCEL;
	h->parcel = p;
	handle_install(f, req.parcel, h);
	box_put(box);
	return req.info.length;

out_reserve:
	handle_unreserve(f, req.parcel);
out_handle:
	kfree(h);
out_box:
	box_put(box);
	return ret;
}

long parcel_ioctl_forward(struct file *file, void __user *arg, size_t usize)
{
	struct parcel_file *f = file->private_data;
	struct handle *h, *to;
	struct parcel_forward req;
	struct box *box;
	int err;

	err = get_args(&req, sizeof(req), PARCEL_FORWARD_SIZE_VER0, arg, usize);
	if (err)
		return err;
	if (req.flags & ~PARCEL_DONTWAIT || req.reserved)
		return -EINVAL;

	mutex_lock(&f->lock);
	h = handle_find(f, req.parcel, PARCEL_KIND_PARCEL, 0);
	to = handle_find(f, req.box, PARCEL_KIND_BOX, PARCEL_RIGHT_SEND);
	if (IS_ERR(h))
		err = PTR_ERR(h);
	else if (IS_ERR(to))
		err = PTR_ERR(to);
	else if (atomic_read(&h->parcel->refs) > 1)	/* somebody is reading it */
		err = -EBUSY;
	if (err) {
		mutex_unlock(&f->lock);
		return err;
	}
	h->busy = true;
	box = to->box;
	box_get(box);
	mutex_unlock(&f->lock);

	err = box_send(box, h->parcel, file_nowait(file, req.flags), &req.sequence);

	mutex_lock(&f->lock);
	h->busy = false;
	if (!err) {
		xa_erase(&f->handles, req.parcel);
		f->nr_handles--;
	}
	mutex_unlock(&f->lock);

	if (!err) {
		kfree(h);
		if (put_args(&req, sizeof(req), arg, usize))
			pr_debug("sequence number lost\n");
	}
	box_put(box);
	return err;
}

/* The header of a parcel belongs to its box, so the other box gets a new one; the bytes stay. */
static long box_move(struct box *from, struct box *to, u64 *sequence)
{
	struct parcel *copy, *p;
	LIST_HEAD(expired);
	long ret;

	copy = parcel_alloc_header();
	if (!copy)
		return -ENOMEM;

	spin_lock_bh(&from->lock);
	p = box_head(from, &expired);
	if (!p) {
		ret = box_empty_errno(from);
		goto out_header;
	}
	copy->data = p->data;
	copy->records = p->records;
	copy->length = p->length;
	copy->nr_records = p->nr_records;
	copy->deadline = p->deadline;
	copy->uid = p->uid;
	copy->pid = get_pid(p->pid);
	atomic_set(&copy->refs, 1);

	/* BUG(abba_deadlock): a move back holds the lock of @to, and waits for that of @from */
	spin_lock(&to->lock);
	ret = box_queue(to, copy);
	if (!ret) {
		*sequence = copy->sequence;
		ret = copy->length;
	}
	spin_unlock(&to->lock);
	if (ret == -EAGAIN || ret == -EPIPE || ret == -ENODEV)
		goto out_header;
	if (ret < 0)
		goto out_copy;

	box_unqueue(from, p);
	from->received++;
	spin_unlock_bh(&from->lock);

	/* BUG(use_after_expiry): the timer of @p runs on, that of @copy is another one */
	parcel_free_header(p);
	goto out;

out_copy:
	spin_unlock_bh(&from->lock);
	/* BUG(double_free): data and records are still those of the head of @from */
	parcel_put(copy);
	goto out;

out_header:
	spin_unlock_bh(&from->lock);
	parcel_free_header(copy);
out:
	box_drop_expired(&expired);
	wake_up_interruptible(&from->wait);
	return ret;
}

long parcel_ioctl_move(struct file *file, void __user *arg, size_t usize)
{
	struct parcel_file *f = file->private_data;
	struct box *from, *to;
	struct parcel_move req;
	long ret;

	ret = get_args(&req, sizeof(req), PARCEL_MOVE_SIZE_VER0, arg, usize);
	if (ret)
		return ret;
	if (req.flags || req.reserved)
		return -EINVAL;

	from = handle_box(f, req.from, PARCEL_RIGHT_RECEIVE);
	if (IS_ERR(from))
		return PTR_ERR(from);
	to = handle_box(f, req.to, PARCEL_RIGHT_SEND);
	if (IS_ERR(to)) {
		ret = PTR_ERR(to);
		goto out_from;
	}
	ret = -EINVAL;
	if (from == to)
		goto out_to;
	ret = box_move(from, to, &req.sequence);
	if (ret > 0 && put_args(&req, sizeof(req), arg, usize))
		pr_debug("sequence number lost\n");
out_to:
	box_put(to);
out_from:
	box_put(from);
	return ret;
}
