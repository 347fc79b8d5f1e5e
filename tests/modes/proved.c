// SPDX-License-Identifier: GPL-2.0-only
/* Code that passes: the same machine code whatever OWN_PROVE says. */
#include "parcel.h"

struct box {
	OWN_LOCKED(spinlock_t, struct parcel_queue) queue;
};

static struct box box;

static noinline struct parcel_own_rest push(unsigned int capacity, struct parcel_own parcel)
{
	own_linear(parcel_own, p, parcel);
	own_guard(spinlock, queue, &box.queue);

	if (parcel_queue_len(queue) >= capacity)
		return own_reject(p, -EAGAIN);
	parcel_queue_push(queue, own_take(p));
	return own_accepted(parcel_own);
}

static noinline int send(unsigned int tag)
{
	own_auto(parcel_own, p, parcel_new(tag));

	if (own_none(p))
		return own_err(p);
	{
		own_borrow_mut(parcel, p);
		parcel->tag *= 2;
	}
	return own_rest(p, push(2, own_take(p)));
}

static noinline int receive(void)
{
	own_auto(parcel_own, p);

	own_scoped_guard(spinlock, queue, &box.queue)
		own_refill(parcel_own, p, parcel_queue_pop(queue));
	if (own_none(p))
		return own_err(p);
	own_borrow(parcel, p);
	return parcel->tag;
}

static int __init proved_init(void)
{
	own_locked_init(&box.queue);
	own_scoped_guard(spinlock, queue, &box.queue)
		parcel_queue_init(queue);
	if (send(1) || send(2) || send(3) != -EAGAIN)
		return -EINVAL;
	if (receive() != 2 || receive() != 4 || receive() != -ENOENT)
		return -EINVAL;
	return parcels ? -EBUSY : 0;
}
module_init(proved_init);

static void __exit proved_exit(void)
{
}
module_exit(proved_exit);

MODULE_DESCRIPTION("own: code that passes every proof");
MODULE_LICENSE("GPL");
