// SPDX-License-Identifier: GPL-2.0-only
/* What work that owns costs: the get and the put that belong to it anyway. */
#include <own/ref.h>
#include <own/work.h>
#include "cost.h"

struct box {
	struct kref refs;
	struct work_struct sweep;
	struct delayed_work expire;
};

void box_destroy(struct box *box);

DEFINE_OWN(box_own, struct box, box_destroy);
DEFINE_OWN_REF(box_ref, box_own, struct box, refs);

static void box_swept(struct box_ref box);
static void box_expired(struct box_ref box);

DEFINE_OWN_WORK(box_sweep, box_ref, struct box, sweep, box_swept);
DEFINE_OWN_DELAYED_WORK(box_expiry, box_ref, struct box, expire, box_expired);

static void box_release(struct kref *refs)
{
	box_destroy(container_of(refs, struct box, refs));
}

static void box_put(struct box *box)
{
	kref_put(&box->refs, box_release);
}

void box_do(const struct box *box);

/* Queue with a reference; put it if the work was queued already. */

static void COST(queue_plain)(struct workqueue_struct *queue, struct box *box)
{
	kref_get(&box->refs);
	if (!queue_work(queue, &box->sweep))
		box_put(box);
}

/*
 * cost: queue: gcc 0, clang 0: the same instructions; the put stands in front of
 * the return here, and behind it there.
 */
static void COST(queue_own)(struct workqueue_struct *queue, struct box *box)
{
	own_auto(box_ref, r, box_ref_get(box));

	own_rest(r, box_sweep_queue(queue, own_take(r)));
}

/* The same, and say so. */

static int COST(queue_delayed_plain)(struct workqueue_struct *queue, struct box *box,
				     unsigned long delay)
{
	kref_get(&box->refs);
	if (!queue_delayed_work(queue, &box->expire, delay)) {
		box_put(box);
		return -EBUSY;
	}
	return 0;
}

/*
 * cost: queue_delayed: gcc +1, clang 0: the put is placed differently, and gcc saves what
 * queue_delayed_work() returned before it loads the 0.
 */
static int COST(queue_delayed_own)(struct workqueue_struct *queue, struct box *box,
				   unsigned long delay)
{
	own_auto(box_ref, r, box_ref_get(box));

	return own_rest(r, box_expiry_queue(queue, own_take(r), delay));
}

/* The callback: use the object, put the reference. */

static void COST(callback_plain)(struct work_struct *work)
{
	struct box *box = container_of(work, struct box, expire.work);

	box_do(box);
	box_put(box);
}

static void box_expired(struct box_ref box)
{
	own_auto(box_ref, b, box);

	box_do(own_use(b));
}

/* cost: callback: gcc 0, clang 0: the destructor is called by another name. */
static void COST(callback_own)(struct work_struct *work)
{
	__box_expiry_callback(work);
}

static void box_swept(struct box_ref box)
{
	own_auto(box_ref, b, box);
}

/* Take it off the queue, and put the reference that it had. */

static void COST(cancel_plain)(struct box *box)
{
	if (cancel_delayed_work(&box->expire))
		box_put(box);
}

/* cost: cancel: gcc 0, clang 0: the destructor is called by another name. */
static void COST(cancel_own)(struct box *box)
{
	own_auto(box_ref, was_queued, box_expiry_cancel(box));
}
