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

long parcel_ioctl_stat(struct file *file, void __user *arg, size_t usize)
{
	struct parcel_file *f = file->private_data;
	struct scratch *scratch;
	struct parcel_stat *st;
	struct parcel_stat req;
	struct handle *h;
	long ret;

	ret = get_args(&req, sizeof(req), PARCEL_STAT_SIZE_VER0, arg, usize);
	if (ret)
		return ret;
	if (req.flags)
		return -EINVAL;
	scratch = scratch_get();
	if (!scratch)
		return -ENOMEM;

	/* BUG(padding_leak): bytes of whoever used the buffer last stay where nothing is set */
	st = (struct parcel_stat *)scratch->bytes;
	st->handle = req.handle;
	st->flags = 0;

	mutex_lock(&f->lock);
	h = xa_load(&f->handles, req.handle);
	if (!h) {
		ret = -EBADF;
	} else if (h->busy) {
		ret = -EBUSY;
	} else {
		st->kind = h->kind;
		st->rights = h->rights;
		if (h->kind == PARCEL_KIND_BOX)
			stat_box(st, h->box);
		else
			parcel_info(h->parcel, &st->info);
	}
	mutex_unlock(&f->lock);

	if (!ret)
		ret = put_args(st, sizeof(*st), arg, usize);
	scratch_put(scratch);
	return ret;
}
