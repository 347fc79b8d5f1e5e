// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: the writer's loop of a driver: push, or wait and push again
 */
#include "../prelude.h"

ssize_t send(struct file *file, struct box *box, const char __user *from, size_t len)
{
	own_auto(parcel_own, p, own_alloc_flex(parcel_own, data, len, GFP_KERNEL));

	if (own_none(p))
		return own_err(p);
	own_mut(p)->len = len;
	if (copy_from_user(own_mut(p)->data, from, len))
		return -EFAULT;
	for (;;) {
		int err = own_rest(p, box_push(box, own_take(p)));

		if (!err)
			return len;
		if (err != -EAGAIN || file->f_flags & O_NONBLOCK)
			return err;
		if (wait_event_interruptible(*own_shared(&box->writers), ready(0)))
			return -ERESTARTSYS;
	}
}
