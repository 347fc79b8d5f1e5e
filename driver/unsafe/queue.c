// SPDX-License-Identifier: GPL-2.0-only
/*
 * Parcels in boxes: queue, wait, unqueue, expire.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/jiffies.h>
#include <linux/llist.h>
#include <linux/math64.h>
#include <linux/minmax.h>
#include <linux/sched/signal.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/timekeeping.h>
#include <linux/uaccess.h>
#include <linux/workqueue.h>

#include "parcel_unsafe.h"

static bool box_dead(struct box *box)
{
	return READ_ONCE(box->depot->dead);
}

/* Called with box->lock held. */
static bool no_more_senders(struct box *box)
{
	return box->unlinked && !box->senders;
}

/* Called with box->lock held. */
static bool no_more_receivers(struct box *box)
{
	return box->unlinked && !box->receivers;
}

/* Called with box->lock held. */
static bool has_room(struct box *box, u64 size)
{
	return box->queued_parcels < box->capacity_parcels &&
	       box->queued_bytes + size <= box->capacity_bytes;
}

static bool has_expired(struct parcel *p)
{
	return p->deadline && p->deadline <= ktime_get_ns();
}

static atomic_t nr_late;
static atomic64_t late_behind;
static LLIST_HEAD(late_bytes);

static void report_late(struct work_struct *work)
{
	struct llist_node *bytes, *next;
	int n = atomic_xchg(&nr_late, 0);

	llist_for_each_safe(bytes, next, llist_del_all(&late_bytes))
		kfree(bytes);
	pr_info("%d parcels were not fetched in time, on average %llu stood behind them\n", n,
		div_u64(atomic64_xchg(&late_behind, 0), max(n, 1)));
}

/* One line for all that expire one after another. */
static DECLARE_DELAYED_WORK(late_report, report_late);

/* Called with box->lock held: how many stand behind this one. */
static unsigned int box_behind(struct box *box, struct parcel *p)
{
	struct parcel *behind;
	unsigned int n = 0;

	/* BUG(quadratic_expiry): each that expires looks at all that came after it */
	list_for_each_entry_reverse(behind, &box->queue, node) {
		if (behind == p)
			break;
		n++;
	}
	return n;
}

/* Runs in softirq. Whoever unqueues a parcel waits for its timer before touching it further. */
static void parcel_expire(struct timer_list *timer)
{
	struct parcel *p = container_of(timer, struct parcel, timer);
	struct box *box = p->box;
	bool drop = false;

	spin_lock(&box->lock);
	if (p->queued && has_expired(p)) {
		atomic64_add(box_behind(box, p), &late_behind);
		box_unqueue(box, p);
		box->expired++;
		drop = true;
		wake_up_interruptible(&box->wait);
		atomic_inc(&nr_late);
		/* BUG(uncounted_late): the box has room again, and this waits for the last one */
		if (p->length >= PAGE_SIZE) {	/* takes long: not in an interrupt */
			llist_add(p->data, &late_bytes);
			p->data = NULL;
		}
		mod_delayed_work(system_wq, &late_report, 5 * HZ);
	} else if (p->queued) {
		mod_timer(timer, jiffies + 1);
	}
	spin_unlock(&box->lock);
	if (drop)
		parcel_put(p);
}

/* Called with box->lock held. */
static void box_link(struct box *box, struct parcel *p, bool head)
{
	if (head)
		list_add(&p->node, &box->queue);
	else
		list_add_tail(&p->node, &box->queue);
	box->queued_parcels++;
	box->queued_bytes += parcel_size(p);
	p->box = box;
	p->queued = true;
	if (p->deadline) {
		u64 now = ktime_get_ns();
		u64 delay = p->deadline > now ? nsecs_to_jiffies(p->deadline - now) : 0;

		timer_setup(&p->timer, parcel_expire, 0);
		mod_timer(&p->timer, jiffies + min_t(u64, delay, MAX_JIFFY_OFFSET - 1) + 1);
	}
}

/* Called with box->lock held. The caller must stop the timer when it has let go of the lock. */
void box_unqueue(struct box *box, struct parcel *p)
{
	list_del(&p->node);
	box->queued_parcels--;
	box->queued_bytes -= parcel_size(p);
	p->queued = false;
}

void parcel_stop_timer(struct parcel *p)
{
	if (p->deadline)
		timer_delete_sync(&p->timer);
}

/* Called with box->lock held. On success the box owns the parcel. */
int box_queue(struct box *box, struct parcel *p)
{
	if (box_dead(box))
		return -ENODEV;
	if (no_more_receivers(box))
		return -EPIPE;
	if (parcel_size(p) > box->capacity_bytes)
		return -EMSGSIZE;
	if (!has_room(box, parcel_size(p)))
		return -EAGAIN;
	p->sequence = ++box->sent;
	box_link(box, p, false);
	/* BUG(wake_all_walk): all wake who sleep here, senders too, and nearly all for nothing */
	wake_up_interruptible(&box->wait);
	return 0;
}

bool box_writable(struct box *box, u64 size)
{
	bool ret;

	spin_lock_bh(&box->lock);
	ret = box_dead(box) || no_more_receivers(box) || has_room(box, size);
	spin_unlock_bh(&box->lock);
	return ret;
}

bool box_readable(struct box *box)
{
	bool ret;

	spin_lock_bh(&box->lock);
	ret = box_dead(box) || no_more_senders(box) || !list_empty(&box->queue);
	spin_unlock_bh(&box->lock);
	return ret;
}

bool box_finished(struct box *box)
{
	bool ret;

	spin_lock_bh(&box->lock);
	ret = no_more_senders(box) && list_empty(&box->queue);
	spin_unlock_bh(&box->lock);
	return ret;
}

bool box_broken(struct box *box)
{
	bool ret;

	spin_lock_bh(&box->lock);
	ret = no_more_receivers(box);
	spin_unlock_bh(&box->lock);
	return ret;
}

/* Sleeps for room. On failure the parcel is still the caller's, on success it may be gone. */
int box_send(struct box *box, struct parcel *p, bool nowait, u64 *sequence)
{
	int err;

	for (;;) {
		spin_lock_bh(&box->lock);
		err = box_queue(box, p);
		if (!err)
			*sequence = p->sequence;
		spin_unlock_bh(&box->lock);
		if (err != -EAGAIN || nowait)
			return err;
		if (wait_event_interruptible(box->wait, box_writable(box, parcel_size(p))))
			return -ERESTARTSYS;
	}
}

/* Called with box->lock held: the first parcel whose deadline has not passed. */
struct parcel *box_head(struct box *box, struct list_head *expired)
{
	struct parcel *p;

	while (!list_empty(&box->queue)) {
		p = list_first_entry(&box->queue, struct parcel, node);
		if (!has_expired(p))
			return p;
		box_unqueue(box, p);
		box->expired++;
		list_add_tail(&p->node, expired);
	}
	return NULL;
}

/* Called without box->lock. */
void box_drop_expired(struct list_head *expired)
{
	struct parcel *p, *next;

	list_for_each_entry_safe(p, next, expired, node) {
		parcel_stop_timer(p);
		parcel_put(p);
	}
}

/* Called with box->lock held: what to say when there is no head. */
int box_empty_errno(struct box *box)
{
	if (box_dead(box))
		return -ENODEV;
	return no_more_senders(box) ? 0 : -EAGAIN;
}

static struct parcel *box_try_receive(struct box *box, struct demand *demand,
				      struct list_head *expired)
{
	struct parcel *p, *ret;

	spin_lock_bh(&box->lock);
	p = box_dead(box) ? NULL : box_head(box, expired);
	if (!p) {
		ret = ERR_PTR(box_empty_errno(box));
		goto out_unlock;
	}
	parcel_info(p, &demand->info);
	ret = ERR_PTR(-EMSGSIZE);
	if (demand->buffer_size < p->length)
		goto out_unlock;
	if (demand->max_records && demand->max_records < p->nr_records)
		goto out_unlock;
	ret = p;
	if (demand->peek) {
		/* BUG(sleep_in_atomic): the page may have to be fetched, and we hold a lock */
		if (p->length <= BOUNCE_SIZE)
			memcpy(demand->bounce, p->data, p->length);
		else if (copy_to_user(u64_to_user_ptr(demand->buffer), p->data, p->length))
			ret = ERR_PTR(-EFAULT);
		if (demand->max_records)
			memcpy(demand->bounce_records, p->records,
			       p->nr_records * sizeof(*p->records));
	} else {
		box_unqueue(box, p);
		box->received++;
	}
out_unlock:
	spin_unlock_bh(&box->lock);

	if (!IS_ERR_OR_NULL(ret) && !demand->peek) {
		parcel_stop_timer(p);
		wake_up_interruptible(&box->wait);
	}
	return ret;
}

/*
 * Sleeps for a parcel and takes it out. NULL is the end of the stream. When peeking, the parcel
 * that is returned is only a sign: it is still in the box.
 */
struct parcel *box_receive(struct box *box, struct demand *demand)
{
	struct parcel *p;
	DEFINE_WAIT(wait);

	for (;;) {
		LIST_HEAD(expired);

		/* First in the queue, then look: who sends after that wakes us. */
		prepare_to_wait(&box->wait, &wait, TASK_INTERRUPTIBLE);
		p = box_try_receive(box, demand, &expired);
		if (!list_empty(&expired)) {
			/* It takes a while, and may sleep: not in this state. */
			__set_current_state(TASK_RUNNING);
			box_drop_expired(&expired);
			wake_up_interruptible(&box->wait);
			/* BUG(lost_wakeup): who sent meanwhile woke nobody, and we do not look */
			set_current_state(TASK_INTERRUPTIBLE);
		}
		if (p != ERR_PTR(-EAGAIN) || demand->nowait)
			break;
		if (signal_pending(current)) {
			p = ERR_PTR(-ERESTARTSYS);
			break;
		}
		schedule();
	}
	finish_wait(&box->wait, &wait);
	return p;
}

/* The receiver could not use it: back to the head, full or not. */
void box_unreceive(struct box *box, struct parcel *p)
{
	spin_lock_bh(&box->lock);
	if (box_dead(box)) {
		spin_unlock_bh(&box->lock);
		parcel_put(p);
		return;
	}
	box->received--;
	box_link(box, p, true);
	wake_up_interruptible(&box->wait);
	spin_unlock_bh(&box->lock);
}
