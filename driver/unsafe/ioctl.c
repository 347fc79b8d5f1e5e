// SPDX-License-Identifier: GPL-2.0-only
/*
 * The dispatcher, and the calls that make, find and give up boxes.
 */
#include <linux/err.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uaccess.h>

#include "parcel_unsafe.h"

/* What the caller's version of the structure lacks is 0. */
int get_args(void *req, size_t size, size_t min, const void __user *arg, size_t usize)
{
	if (usize < min)
		return -EINVAL;
	if (usize > PAGE_SIZE)
		return -E2BIG;
	return copy_struct_from_user(req, size, arg, usize);
}

int put_args(const void *req, size_t size, void __user *arg, size_t usize)
{
	return copy_to_user(arg, req, min(size, usize)) ? -EFAULT : 0;
}

static struct handle *new_box_handle(struct box *box, u32 rights, const char *name)
{
	struct handle *h = kzalloc(sizeof(*h), GFP_KERNEL_ACCOUNT);

	if (!h)
		return NULL;
	h->kind = PARCEL_KIND_BOX;
	h->rights = rights;
	h->box = box;
	/* BUG(stack_escape): it is in the structure of the call, which is on the caller's stack */
	h->name = name;
	return h;
}

static bool bad_rights(u32 rights)
{
	return !rights || rights & ~PARCEL_RIGHTS;
}

static long parcel_ioctl_create(struct file *file, void __user *arg, size_t usize)
{
	struct parcel_file *f = file->private_data;
	struct parcel_create req;
	struct handle *h;
	struct box *box;
	int err;

	err = get_args(&req, sizeof(req), PARCEL_CREATE_SIZE_VER0, arg, usize);
	if (err)
		return err;
	if (req.flags || req.reserved || bad_rights(req.rights) ||
	    req.mode & ~PARCEL_MODE_MASK || req.capacity_parcels > PARCEL_MAX_BOX_PARCELS ||
	    req.capacity_bytes > PARCEL_MAX_BOX_BYTES)
		return -EINVAL;
	err = name_check(req.name);
	if (err)
		return err;

	err = handle_reserve(f, &req.handle);
	if (err)
		return err;
	box = box_create(f->depot, req.name, current_fsuid(), current_fsgid(), &req);
	if (IS_ERR(box)) {
		err = PTR_ERR(box);
		goto out_reserve;
	}
	err = -ENOMEM;
	h = new_box_handle(box, req.rights, req.name);
	if (!h)
		goto out_box;
	err = put_args(&req, sizeof(req), arg, usize);
	if (err)
		goto out_handle;
	handle_install(f, req.handle, h);
	return 0;

out_handle:
	kfree(h);
out_box:
	box_unlink(box);
	box_put(box);
out_reserve:
	handle_unreserve(f, req.handle);
	return err;
}

static long parcel_ioctl_open(struct file *file, void __user *arg, size_t usize)
{
	struct parcel_file *f = file->private_data;
	struct parcel_open req;
	struct handle *h;
	struct box *box;
	int err;

	err = get_args(&req, sizeof(req), PARCEL_OPEN_SIZE_VER0, arg, usize);
	if (err)
		return err;
	if (req.flags || req.reserved || bad_rights(req.rights))
		return -EINVAL;
	err = name_check(req.name);
	if (err)
		return err;

	err = handle_reserve(f, &req.handle);
	if (err)
		return err;
	box = box_lookup(f->depot, req.name);
	if (IS_ERR(box)) {
		err = PTR_ERR(box);
		goto out_reserve;
	}
	err = box_permission(box, req.rights);
	if (err)
		goto out_box;
	err = -ENOMEM;
	h = new_box_handle(box, req.rights, req.name);
	if (!h)
		goto out_box;
	err = put_args(&req, sizeof(req), arg, usize);
	if (err) {
		kfree(h);
		/* BUG(refcount_leak): the reference to the box stays */
		goto out_reserve;
	}
	/* BUG(lookup_then_count): whoever asked since the look-up was told that nobody is there */
	handle_install(f, req.handle, h);
	return 0;

out_box:
	box_put(box);
out_reserve:
	handle_unreserve(f, req.handle);
	return err;
}

static long parcel_ioctl_unlink(struct file *file, void __user *arg, size_t usize)
{
	struct parcel_unlink req;
	struct box *box;
	int err;

	err = get_args(&req, sizeof(req), PARCEL_UNLINK_SIZE_VER0, arg, usize);
	if (err)
		return err;
	if (req.flags)
		return -EINVAL;
	box = handle_box(file->private_data, req.handle, PARCEL_RIGHT_ADMIN);
	if (IS_ERR(box))
		return PTR_ERR(box);
	err = box_unlink(box);
	box_put(box);
	return err;
}

static long parcel_ioctl_close(struct file *file, void __user *arg, size_t usize)
{
	struct parcel_close req;
	int err;

	err = get_args(&req, sizeof(req), PARCEL_CLOSE_SIZE_VER0, arg, usize);
	if (err)
		return err;
	if (req.flags)
		return -EINVAL;
	return handle_remove(file->private_data, req.handle);
}

static long parcel_ioctl_select(struct file *file, void __user *arg, size_t usize)
{
	struct parcel_file *f = file->private_data;
	struct box *ended = NULL;
	struct parcel_select req;
	struct handle *h;
	int err;

	err = get_args(&req, sizeof(req), PARCEL_SELECT_SIZE_VER0, arg, usize);
	if (err)
		return err;
	if (req.flags & ~PARCEL_SELECT_NONE || (req.flags && req.handle))
		return -EINVAL;

	mutex_lock(&f->lock);
	if (f->selected && !box_finished(f->selected)) {
		err = -EBUSY;
	} else if (req.flags) {
		f->select_none = true;
	} else {
		h = handle_find(f, req.handle, PARCEL_KIND_BOX, 0);
		if (IS_ERR(h)) {
			err = PTR_ERR(h);
		} else {
			/* BUG(poll_after_free): the end of the stream, but epoll has its queue */
			ended = f->selected;
			if (ended)
				box_remove_user(ended, f->rights);
			box_get(h->box);
			box_add_user(h->box, h->rights);
			f->rights = h->rights;
			f->name = h->name;
			f->selected = h->box;
		}
	}
	mutex_unlock(&f->lock);
	if (ended)
		box_put(ended);
	return err;
}

static long (*const calls[])(struct file *file, void __user *arg, size_t usize) = {
	[_IOC_NR(PARCEL_IOC_CREATE)] = parcel_ioctl_create,
	[_IOC_NR(PARCEL_IOC_OPEN)] = parcel_ioctl_open,
	[_IOC_NR(PARCEL_IOC_UNLINK)] = parcel_ioctl_unlink,
	[_IOC_NR(PARCEL_IOC_CLOSE)] = parcel_ioctl_close,
	[_IOC_NR(PARCEL_IOC_SEND)] = parcel_ioctl_send,
	[_IOC_NR(PARCEL_IOC_RECEIVE)] = parcel_ioctl_receive,
	[_IOC_NR(PARCEL_IOC_TAKE)] = parcel_ioctl_take,
	[_IOC_NR(PARCEL_IOC_READ)] = parcel_ioctl_read,
	[_IOC_NR(PARCEL_IOC_READ_RECORD)] = parcel_ioctl_read_record,
	[_IOC_NR(PARCEL_IOC_FORWARD)] = parcel_ioctl_forward,
	[_IOC_NR(PARCEL_IOC_MOVE)] = parcel_ioctl_move,
	[_IOC_NR(PARCEL_IOC_SELECT)] = parcel_ioctl_select,
	[_IOC_NR(PARCEL_IOC_STAT)] = parcel_ioctl_stat,
};

/* By type and number; the size is how much of the structure the caller knows. */
long parcel_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct parcel_file *f = file->private_data;
	unsigned int nr = _IOC_NR(cmd);

	if (READ_ONCE(f->depot->dead))
		return -ENODEV;
	if (_IOC_TYPE(cmd) != PARCEL_IOC_TYPE || nr >= ARRAY_SIZE(calls) || !calls[nr])
		return -ENOTTY;
	return calls[nr](file, (void __user *)arg, _IOC_SIZE(cmd));
}

/* Published. 32-bit callers have the same sizes: there is no padding and __u64 is aligned. */
static_assert(sizeof(struct parcel_segment) == PARCEL_SEGMENT_SIZE);
static_assert(sizeof(struct parcel_record) == PARCEL_RECORD_SIZE);
static_assert(sizeof(struct parcel_info) == PARCEL_INFO_SIZE);
static_assert(sizeof(struct parcel_create) == PARCEL_CREATE_SIZE_VER0);
static_assert(sizeof(struct parcel_open) == PARCEL_OPEN_SIZE_VER0);
static_assert(sizeof(struct parcel_unlink) == PARCEL_UNLINK_SIZE_VER0);
static_assert(sizeof(struct parcel_close) == PARCEL_CLOSE_SIZE_VER0);
static_assert(sizeof(struct parcel_send) == PARCEL_SEND_SIZE_VER0);
static_assert(sizeof(struct parcel_receive) == PARCEL_RECEIVE_SIZE_VER0);
static_assert(sizeof(struct parcel_take) == PARCEL_TAKE_SIZE_VER0);
static_assert(sizeof(struct parcel_read) == PARCEL_READ_SIZE_VER0);
static_assert(sizeof(struct parcel_read_record) == PARCEL_READ_RECORD_SIZE_VER0);
static_assert(sizeof(struct parcel_forward) == PARCEL_FORWARD_SIZE_VER0);
static_assert(sizeof(struct parcel_move) == PARCEL_MOVE_SIZE_VER0);
static_assert(sizeof(struct parcel_select) == PARCEL_SELECT_SIZE_VER0);
static_assert(sizeof(struct parcel_stat) == PARCEL_STAT_SIZE_VER0);
