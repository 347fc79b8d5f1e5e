// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: what could not be delivered goes back to the head
 */
#include "../prelude.h"

ssize_t receive(struct box *box, char __user *to, size_t size)
{
	own_auto(parcel_own, p, box_pop(box));
	size_t len;

	if (own_none(p))
		return own_err(p);
	len = own_use(p)->len;
	if (len > size || copy_to_user(to, own_use(p)->data, len)) {
		own_guard(spinlock, state, &box->state);

		if (!state->dead)
			parcel_queue_push_front(&state->queue, own_take(p));
		return len > size ? -EMSGSIZE : -EFAULT;
	}
	return len;
}
