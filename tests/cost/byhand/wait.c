// SPDX-License-Identifier: GPL-2.0-only
/*
 * Who sleeps at a box, and who wakes them. The rules are those of driver/safe/wait.c.
 */
#include <linux/sched/signal.h>

#include "parcel_internal.h"

void box_lines_init(struct box_state *state)
{
	INIT_LIST_HEAD(&state->receiving);
	INIT_LIST_HEAD(&state->sending);
}

/* -EAGAIN: it has to sleep. */
static int look(const struct box *box, struct box_state *state, const struct sleeper *sleeper)
{
	return sleeper->size ? box_may_send(box, state, sleeper->size, sleeper) :
			       box_may_receive(state);
}

void box_wake_first(const struct box *box, struct box_state *state)
{
	const struct sleeper *receiver = box_first(&state->receiving);
	const struct sleeper *sender = box_first(&state->sending);

	if (receiver && look(box, state, receiver) != -EAGAIN)
		wake_up_process(receiver->task);
	if (sender && look(box, state, sender) != -EAGAIN)
		wake_up_process(sender->task);
}

static int stand(struct box *box, struct sleeper *sleeper)
{
	struct box_state *state = &box->state;

	guard(spinlock)(&box->lock);
	if (!sleeper->task) {
		sleeper->task = current;
		list_add_tail(&sleeper->node, sleeper->size ? &state->sending : &state->receiving);
	}
	return look(box, state, sleeper);
}

/* 0: try again, and keep the place. -ERESTARTSYS: a signal came. */
int box_wait(struct box *box, struct sleeper *sleeper)
{
	int err;

	for (;;) {
		set_current_state(TASK_INTERRUPTIBLE);
		err = stand(box, sleeper) == -EAGAIN ? -EAGAIN : 0;
		/* Who is being killed takes no parcel with it. */
		if (err ? signal_pending(current) : fatal_signal_pending(current))
			err = -ERESTARTSYS;
		if (err != -EAGAIN)
			break;
		schedule();
	}
	__set_current_state(TASK_RUNNING);
	return err;
}

/* Who slept has what it waited for, or gives up. */
void box_leave(struct box *box, struct sleeper *sleeper)
{
	scoped_guard(spinlock, &box->lock) {
		if (sleeper == box_first(&box->state.sending))
			box->state.passed = 0;
		list_del(&sleeper->node);
		box_wake(box, &box->state);
	}
	if (sleeper->size)
		box_tell(box, EPOLLOUT | EPOLLWRNORM);
}

/* @events: what pollers have not seen yet; one of those who poll exclusively. */
void box_tell(struct box *box, __poll_t events)
{
	/*
	 * No barrier: pollers stand in the list before they look at the box, under the lock under
	 * which it was changed. Either they had the lock first, then they are seen here; or they
	 * see the change.
	 */
	if (waitqueue_active(&box->pollers))
		__wake_up(&box->pollers, TASK_NORMAL, 1, poll_to_key(events));
}

/* Something may have ended for all who poll, and they look for themselves what it is. */
void box_tell_all(struct box *box)
{
	wake_up_all(&box->pollers);
}
