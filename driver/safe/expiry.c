// SPDX-License-Identifier: GPL-2.0-only
/*
 * Deadlines. A parcel whose deadline has passed is late: it leaves the queue when it becomes the
 * head, or when the box's one delayed work comes round. Only that work drops it, because dropping
 * may sleep and the lock of the box is a spinlock.
 */
#include <linux/jiffies.h>
#include <linux/minmax.h>
#include <linux/timekeeping.h>

#include "parcel_internal.h"
#include <own/strict.h>

static bool is_late(const struct parcel *parcel, u64 now)
{
	u64 deadline = parcel_content(parcel)->deadline;

	return deadline && deadline <= now;
}

static void set_aside(struct box_state *state, struct parcel_own parcel)
{
	own_linear(parcel_own, p, parcel);

	state->bytes -= parcel_content(own_use(p))->length;
	state->expired++;
	parcel_queue_push(&state->late, own_take(p));
}

/* Makes the head one that is not late. The lock of the box is held. */
void box_set_late_aside(struct box_state *state)
{
	struct parcel *head;

	while ((head = parcel_queue_peek(&state->queue)) &&
	       parcel_content(head)->deadline && is_late(head, ktime_get_ns()))
		set_aside(state, parcel_queue_remove(&state->queue, head));
}

/* Makes the queue empty. It ends: nobody is left who could ask how its parcels were counted. */
void box_set_all_aside(struct box_state *state)
{
	struct parcel *head;

	while ((head = parcel_queue_peek(&state->queue)))
		set_aside(state, parcel_queue_remove(&state->queue, head));
}

static void expire(struct box_ref box);
DEFINE_OWN_DELAYED_WORK(expiry, box_ref, struct box, expiry, expire);

/* Nobody can send to it or receive from it any more. */
static bool is_deserted(const struct box_state *state)
{
	return state->unlinked && !state->senders && !state->receivers;
}

/* A parcel with this deadline came into the queue, whose lock is held. */
void box_expect(struct box *box, struct box_state *state, u64 deadline)
{
	u64 now;

	if (!deadline || (state->next_expiry && state->next_expiry <= deadline) ||
	    is_deserted(state))
		return;
	state->next_expiry = deadline;
	now = ktime_get_ns();
	/* Refused if the device is gone; then it comes back, and the caller still has another. */
	own_auto(box_ref, b, box_ref_get(box));
	if (own_rest(b, expiry_requeue(parcel_workqueue, own_take(b), deadline <= now ? 0 :
				       nsecs_to_jiffies(deadline - now) + 1)))
		state->next_expiry = 0;
}

/* One turn of the queue. Returns the earliest deadline that is left, or 0. */
static u64 set_all_late_aside(struct box_state *state)
{
	u64 now = ktime_get_ns();
	u64 next = 0;

	for (unsigned int n = parcel_queue_len(&state->queue); n; n--) {
		own_linear(parcel_own, p, parcel_queue_pop(&state->queue));

		if (own_none(p))
			break;
		if (is_late(own_use(p), now)) {
			set_aside(state, own_take(p));
			continue;
		}
		next = min_not_zero(next, parcel_content(own_use(p))->deadline);
		parcel_queue_push(&state->queue, own_take(p));
	}
	return next;
}

static void expire(struct box_ref box)
{
	own_auto(box_ref, b, box);

	own_scoped_guard(spinlock, state, &own_use(b)->state) {
		state->next_expiry = 0;
		box_expect(own_use(b), state, set_all_late_aside(state));
	}
	/* There may be room for several senders, or nothing left for any receiver. */
	if (box_drop_aside(own_use(b)))
		box_ended(own_use(b));
}

static struct box_ref_result take_from_work(struct box *box)
{
	own_guard(spinlock, state, &box->state);

	if (!is_deserted(state))
		return own_fail(box_ref, -EBUSY);
	state->next_expiry = 0;
	return expiry_cancel(box);
}

/*
 * The box was unlinked or closed. If nobody can come to it any more then no deadline keeps it. The
 * caller has a reference, so what is dropped here is not the last one.
 */
void box_expiry_cancel(struct box *box)
{
	own_auto(box_ref, was_queued, take_from_work(box));
}

void box_expiry_init(struct box *box)
{
	expiry_init(box);
}

/* Waits for the work if it runs. It does not run again. */
void box_expiry_stop(struct box *box)
{
	own_auto(box_ref, was_queued, expiry_disable(box));
}
EXPORT_SYMBOL_IF_KUNIT(box_expiry_stop);
