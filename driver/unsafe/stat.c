// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a handle names.
 */
#include <linux/err.h>
#include <linux/uaccess.h>
#include <linux/user_namespace.h>

#include "parcel_unsafe.h"

static void stat_box(struct parcel_stat *st, struct box *box)
{
	const char *from = box->name;
	char *to = st->name;

	/* BUG(data_race): only numbers, but others count meanwhile, and they do not add up */
	st->state = box->unlinked ? PARCEL_STATE_UNLINKED : 0;
	st->capacity_parcels = box->capacity_parcels;
	st->queued_parcels = box->queued_parcels;
	st->capacity_bytes = box->capacity_bytes;
	st->queued_bytes = box->queued_bytes;

	st->mode = box->mode;
	st->uid = from_kuid_munged(current_user_ns(), box->uid);
	st->gid = from_kgid_munged(current_user_ns(), box->gid);
	st->sent = box->sent;
	st->received = box->received;
	st->expired = box->expired;

	/* It is short, and ended by a NUL. */
	while ((*to++ = *from++))
		;
}

static int stat_next(struct parcel_stat *st, struct depot *depot, u32 id)
{
	struct box *box = box_next(depot, id);

	if (IS_ERR(box))
		return PTR_ERR(box);
	st->handle = box->id;
	st->kind = PARCEL_KIND_BOX;
	st->rights = 0;
	stat_box(st, box);
	box_put(box);
	return 0;
}

static int stat_handle(struct parcel_stat *st, struct parcel_file *f, u32 handle)
{
	struct handle *h;
	int err = 0;

	mutex_lock(&f->lock);
	h = xa_load(&f->handles, handle);
	if (!h) {
		err = -EBADF;
	} else if (h->busy) {
		err = -EBUSY;
	} else {
		st->kind = h->kind;
		st->rights = h->rights;
		if (h->kind == PARCEL_KIND_BOX)
			stat_box(st, h->box);
		else
			parcel_info(h->parcel, &st->info);
	}
	mutex_unlock(&f->lock);
	return err;
}

long parcel_ioctl_stat(struct file *file, void __user *arg, size_t usize)
{
	struct parcel_file *f = file->private_data;
	struct scratch *scratch;
	struct parcel_stat *st;
	struct parcel_stat req;
	long ret;

	ret = get_args(&req, sizeof(req), PARCEL_STAT_SIZE_VER0, arg, usize);
	if (ret)
		return ret;
	if (req.flags & ~PARCEL_STAT_NEXT)
		return -EINVAL;
	scratch = scratch_get();
	if (!scratch)
		return -ENOMEM;

	/* BUG(padding_leak): bytes of whoever used the buffer last stay where nothing is set */
	st = (struct parcel_stat *)scratch->bytes;
	st->handle = req.handle;
	st->flags = req.flags;
	if (req.flags)
		ret = stat_next(st, f->depot, req.handle);
	else
		ret = stat_handle(st, f, req.handle);
	if (!ret)
		ret = put_args(st, sizeof(*st), arg, usize);
	scratch_put(scratch);
	return ret;
}
