// SPDX-License-Identifier: GPL-2.0-only
/*
 * Who sleeps at a box, and who wakes them.
 *
 * The rule: whoever changes a box calls box_changed() when it has let go of the lock. That wakes
 * one receiver if there is a parcel, and one sender whose parcel fits. Who was woken changes the
 * box in turn, and so wakes the next one; or gives up, and then box_wait() passes the wake-up on.
 * So nobody sleeps for ever beside a parcel, or beside room for its own.
 *
 * A sleeper's condition is tested by who wakes it, under the lock of the box, before the wake-up
 * is spent on it.
 */
#include <linux/sched/signal.h>

#include "parcel_internal.h"
#include <own/strict.h>

struct sleeper {
	struct wait_queue_entry entry;
	struct box *box;
	u64 length;		/* of the parcel to send; 0: it wants to receive */
};

static bool sleeper_is_ready(const struct sleeper *sleeper)
{
	if (sleeper->length)
		return box_may_send(sleeper->box, sleeper->length) != -EAGAIN;
	return box_may_receive(sleeper->box) != -EAGAIN;
}

static int sleeper_wake(struct wait_queue_entry *entry, unsigned int mode, int flags, void *key)
{
	struct sleeper *sleeper = container_of(entry, struct sleeper, entry);

	return sleeper_is_ready(sleeper) ? autoremove_wake_function(entry, mode, flags, key) : 0;
}

/* 0: try again. -ERESTARTSYS: a signal came. */
int box_wait(struct box *box, u64 length)
{
	struct wait_queue_head *queue = length ? &box->senders : &box->receivers;
	struct sleeper sleeper = { .box = box, .length = length };
	long err;

	init_wait_entry(&sleeper.entry, WQ_FLAG_EXCLUSIVE);
	sleeper.entry.func = sleeper_wake;
	for (;;) {
		err = prepare_to_wait_event(queue, &sleeper.entry, TASK_INTERRUPTIBLE);
		/* Who is being killed takes no parcel with it. */
		if (sleeper_is_ready(&sleeper) && !fatal_signal_pending(current)) {
			err = 0;
			break;
		}
		if (err)
			break;
		schedule();
	}
	finish_wait(queue, &sleeper.entry);
	if (err)
		box_changed(box, 0);
	return err;
}

static void wake(struct wait_queue_head *queue, __poll_t events)
{
	/*
	 * No barrier is needed: sleepers and pollers queue themselves before they look at the
	 * box, and who changes it does so under the same lock. Either they had the lock first,
	 * then they are seen here; or they see the change.
	 */
	if (waitqueue_active(queue))
		wake_up_interruptible_poll(queue, events);
}

/* @events: what pollers have not seen yet; 0 if nothing is new to them. */
void box_changed(struct box *box, __poll_t events)
{
	wake(&box->receivers, EPOLLIN);
	wake(&box->senders, EPOLLOUT);
	if (!events)
		return;
	/* What left may have been the last that was to come; and it may be that nobody polls. */
	if (events & EPOLLOUT && waitqueue_active(&box->pollers) &&
	    box_may_receive(box) == -ENOENT)
		box_ended(box);
	else
		wake(&box->pollers, events);
}

/* Something ended for all who wait, not for one of them. Pollers look for themselves what it is. */
void box_ended(struct box *box)
{
	wake_up_interruptible_all(&box->receivers);
	wake_up_interruptible_all(&box->senders);
	wake_up_interruptible_all(&box->pollers);
}

__poll_t box_poll(struct box *box, u32 rights)
{
	int receive = box_may_receive(box);
	int send = box_may_send(box, 1);
	__poll_t events = 0;

	if (receive == -ENODEV)
		return EPOLLERR | EPOLLHUP;
	if (rights & PARCEL_RIGHT_RECEIVE) {
		if (!receive || receive == -ENOENT)
			events |= EPOLLIN | EPOLLRDNORM;
		if (receive == -ENOENT)
			events |= EPOLLHUP;
	}
	if (rights & PARCEL_RIGHT_SEND) {
		if (!send)
			events |= EPOLLOUT | EPOLLWRNORM;
		if (send == -EPIPE)
			events |= EPOLLERR;
	}
	return events;
}
EXPORT_SYMBOL_IF_KUNIT(box_poll);
