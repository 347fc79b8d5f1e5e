// SPDX-License-Identifier: GPL-2.0-only
/*
 * Deadlines. A parcel whose deadline has passed is late: it leaves the queue as soon as anybody
 * looks at the box, or when the box's one delayed work comes round. It is set aside, because
 * dropping may sleep and the lock of the box is a spinlock; it counts until it was dropped, by that
 * work or by who cannot go on without.
 *
 * Deadlines are in a tree, and few parcels are set aside under the lock at once. So what a parcel
 * costs that expires is what one costs that is received.
 */
#include <linux/jiffies.h>
#include <linux/timekeeping.h>

#include "parcel_internal.h"
#include <own/strict.h>

#define AT_ONCE		16	/* parcels that are set aside before others get the lock */
#define EXACT		63	/* jiffies that timers count one by one */

static u64 deadline_of(const struct rb_node *node)
{
	return parcel_content(rb_entry(node, struct parcel, due))->deadline;
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
		/* SAFETY: what has a deadline is in the tree while it is in the queue. */
		parcel_queue_push(&state->late, parcel_queue_unsafe_remove(&state->queue, parcel));
	}
	return false;
}
EXPORT_SYMBOL_IF_KUNIT(box_set_some_aside);

static void expire(struct box_ref box);
DEFINE_OWN_DELAYED_WORK(expiry, box_ref, struct box, expiry, expire);

/*
 * When the work has to come, in jiffies. Timers are late by up to an eighth of what they wait for,
 * but for the next 63 jiffies: for what is far away it comes too early, looks, and comes again.
 */
static unsigned long delay_until(u64 deadline)
{
	u64 now = ktime_get_ns();
	unsigned long delay;

	if (deadline <= now)
		return 0;
	delay = nsecs_to_jiffies(deadline - now) + 1;
	return delay < EXACT ? delay : delay - delay / 7;
}

/* The work comes for the first deadline. The lock of the box is held. */
void box_rearm(const struct box *box, struct box_state *state)
{
	const struct rb_node *first = rb_first_cached(&state->deadlines);
	u64 deadline;

	if (!first || box_is_deserted(state))
		return;
	deadline = deadline_of(first);
	if (state->next_expiry && state->next_expiry <= deadline)
		return;
	state->next_expiry = deadline;
	/* Refused if the device is gone; then it comes back, and the caller still has another. */
	own_auto(box_ref, b, box_ref_get(box));
	if (own_rest(b, expiry_requeue(parcel_workqueue, own_take(b), delay_until(deadline))))
		state->next_expiry = 0;
}

/* The parcel, which has a deadline, comes into the queue. */
void box_expect(const struct box *box, struct box_state *state, struct parcel *parcel)
{
	rb_add_cached(&parcel->due, &state->deadlines, is_earlier);
	box_rearm(box, state);
}

/* It leaves the queue. */
void box_forget(struct box_state *state, struct parcel *parcel)
{
	rb_erase_cached(&parcel->due, &state->deadlines);
}

static void expire(struct box_ref box)
{
	own_auto(box_ref, b, box);

	own_scoped_guard(spinlock, state, &own_use(b)->state) {
		state->next_expiry = 0;
		box_set_late_aside(state);
		box_rearm(own_use(b), state);
	}
	box_drop_late(own_use(b), UINT_MAX);
}

static struct box_ref_result take_from_work(const struct box *box)
{
	own_guard(spinlock, state, &box->state);

	if (!box_is_deserted(state))
		return own_fail(box_ref, -EBUSY);
	state->next_expiry = 0;
	return expiry_cancel(box);
}

/*
 * The box was unlinked or closed. If nobody can come to it any more then no deadline keeps it, and
 * nobody gets what is in it. The caller has a reference, so what is dropped here is not the last
 * one.
 */
void box_desert(const struct box *box)
{
	own_auto(box_ref, was_queued, take_from_work(box));

	if (own_err(was_queued) != -EBUSY)
		box_drop_late(box, UINT_MAX);
}

void box_expiry_init(struct box *box)
{
	expiry_init(box);
}

/* Waits for the work if it runs. It does not run again. */
void box_expiry_stop(const struct box *box)
{
	own_auto(box_ref, was_queued, expiry_disable(box));
}
EXPORT_SYMBOL_IF_KUNIT(box_expiry_stop);
