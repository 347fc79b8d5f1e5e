// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: a long function: checks, a loop, nested conditions, several owners and returns
 */
#include "../prelude.h"

int process(struct box *box, struct box *log, const void __user *from, size_t len, int rounds)
{
	unsigned int kept = 0, sent = 0;
	u32 sum = 0;
	int err;

	if (!len || len > PAGE_SIZE || rounds < 0)
		return -EINVAL;
	own_auto(parcel_own, request, own_alloc_flex(parcel_own, data, len, GFP_KERNEL));
	if (own_none(request))
		return own_err(request);
	own_mut(request)->len = len;
	if (copy_from_user(own_mut(request)->data, from, len))
		return -EFAULT;
	for (size_t i = 0; i < len; i++)
		sum += own_use(request)->data[i];
	own_mut(request)->sum = sum;
	err = parcel_check(own_use(request));
	if (err)
		return err;

	for (int i = 0; i < rounds; i++) {
		own_auto(parcel_own, p, box_pop(box));

		if (own_none(p)) {
			if (own_err(p) == -EAGAIN)
				break;
			return own_err(p);
		}
		if (own_use(p)->tag == own_use(request)->tag) {
			if (own_use(p)->sum != sum) {
				pr_debug("parcel %u: wrong sum\n", own_use(p)->tag);
				continue;
			}
			if (ready(i)) {
				err = own_rest(p, box_push(log, own_take(p)));
				if (err && err != -EAGAIN)
					return err;
				if (err) {
					kept++;
					own_guard(spinlock, state, &box->state);
					parcel_queue_push_front(&state->queue, own_take(p));
				} else {
					sent++;
				}
				continue;
			}
		} else if (own_use(p)->len > len) {
			own_drop(parcel_own, p);
			own_refill(parcel_own, p, parcel_new(len));
			if (own_none(p))
				return own_err(p);
			memcpy(own_mut(p)->data, own_use(request)->data, len);
		}
		err = parcel_setup(own_mut(p));
		if (err)
			return err;
		parcel_send(own_take(p));
		sent++;
	}
	if (!sent && !kept)
		return -ENOMSG;
	if (kept > sent) {
		own_borrow_mut(again, request);
		again->tag = 0;
		err = parcel_setup(again);
		if (err)
			return err;
	}
	return own_rest(request, box_push(log, own_take(request)));
}
