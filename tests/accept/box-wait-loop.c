// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: the reader's loop of a driver: pop, or wait and pop again
 */
#include "../prelude.h"

ssize_t receive(struct file *file, struct box *box, char __user *to, size_t size)
{
	own_linear(parcel_own, p, box_pop(box));
	size_t len;

	while (own_none(p)) {
		if (own_err(p) != -EAGAIN || file->f_flags & O_NONBLOCK)
			return own_err(p);
		if (wait_event_interruptible(*own_shared(&box->readers), box_readable(box)))
			return -ERESTARTSYS;
		own_refill(parcel_own, p, box_pop(box));
	}
	len = own_use(p)->len;
	if (len > size || copy_to_user(to, own_use(p)->data, len)) {
		own_guard(spinlock, state, &box->state);
		parcel_queue_push_front(&state->queue, own_take(p));
		return len > size ? -EMSGSIZE : -EFAULT;
	}
	own_drop(parcel_own, p);
	return len;
}
