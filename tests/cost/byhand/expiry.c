// SPDX-License-Identifier: GPL-2.0-only
/*
 * Deadlines: which parcels are late, and the work that comes for them. The rules are those of
 * driver/safe/expiry.c.
 */
#include <linux/jiffies.h>
#include <linux/timekeeping.h>

#include "parcel_internal.h"

#define AT_ONCE		16	/* parcels that are set aside before others get the lock */
#define EXACT		63	/* jiffies that timers count one by one */

static u64 deadline_of(const struct rb_node *node)
{
	return rb_entry(node, struct parcel, due)->content->deadline;
}

static bool is_earlier(struct rb_node *a, const struct rb_node *b)
{
	return deadline_of(a) < deadline_of(b);
}

/* Those that are late, but no more than others can wait for. */
bool box_set_some_aside(struct box_state *state)
{
	struct rb_node *first;

	for (int n = 0; (first = rb_first_cached(&state->deadlines)); n++) {
		struct parcel *parcel = rb_entry(first, struct parcel, due);

		if (deadline_of(first) > ktime_get_ns())
			return false;
		if (n == AT_ONCE)
			return true;
		box_forget(state, parcel);
		parcel_queue_remove(&state->queue, parcel);
		parcel_queue_push(&state->late, parcel);
	}
	return false;
}

/* In jiffies: too early, if it is so far away that timers are late by up to an eighth. */
static unsigned long delay_until(u64 deadline)
{
	u64 now = ktime_get_ns();
	unsigned long delay;

	if (deadline <= now)
		return 0;
	delay = nsecs_to_jiffies(deadline - now) + 1;
	return delay < EXACT ? delay : delay - delay / 7;
}

/* The work, which has a reference while it is queued, comes for the first deadline. Locked. */
static void box_rearm(struct box *box, struct box_state *state)
{
	const struct rb_node *first = rb_first_cached(&state->deadlines);
	u64 deadline;

	if (!first || box_is_deserted(state))
		return;
	deadline = deadline_of(first);
	if (state->next_expiry && state->next_expiry <= deadline)
		return;
	state->next_expiry = deadline;
	if (!cancel_delayed_work(&box->expiry))
		box_get(box);
	/* Refused if the device is gone. The caller has a reference, so this is not the last. */
	if (!queue_delayed_work(parcel_workqueue, &box->expiry, delay_until(deadline))) {
		state->next_expiry = 0;
		box_put(box);
	}
}

/* The parcel, which has a deadline, comes into the queue. */
void box_expect(struct box *box, struct box_state *state, struct parcel *parcel)
{
	rb_add_cached(&parcel->due, &state->deadlines, is_earlier);
	box_rearm(box, state);
}

/* It leaves the queue. */
void box_forget(struct box_state *state, struct parcel *parcel)
{
	rb_erase_cached(&parcel->due, &state->deadlines);
}

static void expire(struct work_struct *work)
{
	struct box *box = container_of(to_delayed_work(work), struct box, expiry);

	scoped_guard(spinlock, &box->lock) {
		box->state.next_expiry = 0;
		box_set_late_aside(&box->state);
		box_rearm(box, &box->state);
	}
	box_drop_late(box, UINT_MAX);
	box_put(box);
}

/*
 * The box was unlinked or closed. If nobody can come to it any more then no deadline keeps it, and
 * nobody gets what is in it. The caller has a reference, so what is put here is not the last one.
 */
void box_desert(struct box *box)
{
	bool was_queued;

	scoped_guard(spinlock, &box->lock) {
		if (!box_is_deserted(&box->state))
			return;
		box->state.next_expiry = 0;
		was_queued = cancel_delayed_work(&box->expiry);
	}
	box_drop_late(box, UINT_MAX);
	if (was_queued)
		box_put(box);
}

void box_expiry_init(struct box *box)
{
	INIT_DELAYED_WORK(&box->expiry, expire);
}

/* Waits for the work if it runs. It does not run again. */
void box_expiry_stop(struct box *box)
{
	if (disable_delayed_work_sync(&box->expiry))
		box_put(box);
}
