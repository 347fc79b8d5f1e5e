// SPDX-License-Identifier: GPL-2.0-only
/*
 * Taken parcels: read ranges and records of them.
 */
#include <linux/err.h>
#include <linux/minmax.h>
#include <linux/nospec.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#include "parcel_unsafe.h"

/* Through a buffer of our own, since the bytes of a parcel are not for user copies. */
static int copy_range(u64 buffer, const u8 *from, size_t length)
{
	struct scratch *scratch = NULL;
	int err = 0;
	u8 *bounce;

	if (length <= SCRATCH_SIZE) {
		scratch = scratch_get();
		bounce = scratch ? scratch->bytes : NULL;
	} else {
		bounce = kmalloc(length, GFP_KERNEL);
	}
	if (!bounce)
		return -ENOMEM;

	copy_bytes(bounce, from, length);
	if (copy_to_user(u64_to_user_ptr(buffer), bounce, length))
		err = -EFAULT;

	if (scratch)
		scratch_put(scratch);
	else
		kfree(bounce);
	return err;
}

long parcel_ioctl_read(struct file *file, void __user *arg, size_t usize)
{
	struct parcel_read req;
	struct parcel *p;
	long ret;

	ret = get_args(&req, sizeof(req), PARCEL_READ_SIZE_VER0, arg, usize);
	if (ret)
		return ret;
	if (req.flags)
		return -EINVAL;
	p = handle_parcel(file->private_data, req.handle);
	if (IS_ERR(p))
		return PTR_ERR(p);

	ret = -EINVAL;
	if (req.offset > p->length || req.length > PARCEL_MAX_LENGTH)
		goto out;
	/* BUG(oob_read): the two checks above do not look at offset + length */
	ret = copy_range(req.buffer, p->data + req.offset, req.length);
	if (!ret)
		ret = req.length;
out:
	parcel_put(p);
	return ret;
}

long parcel_ioctl_read_record(struct file *file, void __user *arg, size_t usize)
{
	struct parcel_read_record req;
	struct parcel *p;
	int offset;
	long ret;

	ret = get_args(&req, sizeof(req), PARCEL_READ_RECORD_SIZE_VER0, arg, usize);
	if (ret)
		return ret;
	if (req.flags || req.reserved || req.reserved2)
		return -EINVAL;
	p = handle_parcel(file->private_data, req.handle);
	/* BUG(err_ptr_deref): what says why there is none is not NULL */
	if (!p)
		return -EBADF;

	ret = -EINVAL;
	if (req.index >= p->nr_records)
		goto out;
	req.record = p->records[array_index_nospec(req.index, p->nr_records)];
	offset = req.record.offset;	/* was checked when the parcel was sent */

	ret = 0;
	if (req.buffer_size && req.buffer_size < req.record.length) {
		ret = -EMSGSIZE;
	} else if (req.buffer_size) {
		ret = copy_range(req.buffer, p->data + offset, req.record.length);
		if (ret)
			goto out;
		ret = req.record.length;
	}
	if (put_args(&req, sizeof(req), arg, usize))
		ret = -EFAULT;
out:
	parcel_put(p);
	return ret;
}
