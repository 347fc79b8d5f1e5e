// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: a parcel is popped under the spinlock and copied out after it, and goes back if that fails
 */
#include "../prelude.h"
#include <own/user.h>

static ssize_t receive(struct box *box, struct iov_iter *to)
{
	own_auto(parcel_own, p, box_pop(box));
	ssize_t length;
	int err;

	if (own_none(p))
		return own_err(p);
	{
		own_slice_borrow(own_bytes, bytes, p, data, len);

		length = own_slice_len(bytes);
		err = own_user_iter_write(slice, to, bytes);
	}
	if (err) {
		own_guard(spinlock, state, &box->state);
		parcel_queue_push_front(&state->queue, own_take(p));
		return err == -ERANGE ? -EMSGSIZE : err;
	}
	return length;
}

ssize_t box_read_iter(struct kiocb *call, struct iov_iter *to)
{
	struct box *box = call->ki_filp->private_data;

	if (!iov_iter_count(to))
		return 0;
	return receive(box, to);
}

DEFINE_OWN_USER_ALLOC(parcel_own, data, len);

ssize_t box_write_iter(struct kiocb *call, struct iov_iter *from)
{
	struct box *box = call->ki_filp->private_data;
	size_t length = iov_iter_count(from);

	if (!length)
		return -EINVAL;
	own_auto(parcel_own, p, own_user_iter_read_alloc(parcel_own, from, 65536, GFP_KERNEL_ACCOUNT));
	if (own_none(p))
		return own_err(p) == -E2BIG ? -EMSGSIZE : own_err(p);
	return own_rest(p, box_push(box, own_take(p))) ?: (ssize_t)length;
}
