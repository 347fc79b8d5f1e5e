// SPDX-License-Identifier: GPL-2.0-only
/*
 * Who sleeps at a box, and who wakes them.
 *
 * Receivers who sleep stand in one line, senders in another. The rule: whoever changes a box calls
 * box_wake() before it lets go of the lock. That looks at the first of each line, whatever their
 * length, and wakes it if there is a parcel, or room for its own. Who was woken stands where it
 * stood until it has what it waited for or gives up; it leaves the line in box_leave(), which looks
 * at the next one. So the first never sleeps beside a parcel, or beside room; nobody else stays
 * behind it for longer than it takes to run; and what ends for all is passed on from one to the
 * next.
 *
 * Receivers who do not sleep may take what comes first. Senders who do not sleep may pass those who
 * do, but the first of them only PARCEL_MAX_PASSED times: then there is no room for others until it
 * has gone, and a large parcel is not kept out by many small ones.
 */
#include <linux/sched/signal.h>

#include "parcel_internal.h"

void box_lines_init(struct box_state *state)
{
	INIT_LIST_HEAD(&state->receiving);
	INIT_LIST_HEAD(&state->sending);
}

/*
 * Nobody owns a sleeper: it is on the stack of who sleeps, and leaves its line before its function
 * returns. Both under the lock of the box.
 */
static void sleeper_join(struct sleeper *sleeper, struct list_head *line)
{
	sleeper->task = current;
	list_add_tail(&sleeper->node, line);
}

static void sleeper_leave(struct sleeper *sleeper)
{
	list_del(&sleeper->node);
}

#include <own/strict.h>

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

static int stand(const struct box *box, struct sleeper *sleeper)
{
	own_guard(spinlock, state, &box->state);

	if (!sleeper->task)
		sleeper_join(sleeper, sleeper->size ? &state->sending : &state->receiving);
	return look(box, state, sleeper);
}

/* 0: try again, and keep the place. -ERESTARTSYS: a signal came. */
int box_wait(const struct box *box, struct sleeper *sleeper)
{
	int err;

	for (;;) {
		/* Before the look, or nobody wakes who sleeps: tests/litmus/sleep.litmus */
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
void box_leave(const struct box *box, struct sleeper *sleeper)
{
	own_scoped_guard(spinlock, state, &box->state) {
		if (sleeper == box_first(&state->sending))
			state->passed = 0;
		sleeper_leave(sleeper);
		box_wake(box, state);
	}
	if (sleeper->size)
		box_tell(box, EPOLLOUT | EPOLLWRNORM);
}

/*
 * @events: what pollers have not seen yet. Of those who poll with EPOLLEXCLUSIVE one is woken,
 * since one can go on.
 */
void box_tell(const struct box *box, __poll_t events)
{
	/*
	 * SAFETY: pollers stand in the list before they look at the box, under the lock under
	 * which it was changed. Either they had the lock first, then they are seen here; or they
	 * see the change (tests/litmus/poll.litmus).
	 */
	own_unsafe_wake_up(&box->pollers, events);
}

/* Something may have ended for all who poll, and they look for themselves what it is. */
void box_tell_all(const struct box *box)
{
	own_wake_up_all(&box->pollers, 0);
}
