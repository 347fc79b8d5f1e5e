// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: delayed work that queues itself again until nothing is left, and is stopped
 */
#include "../prelude.h"

#include <own/work.h>

struct task_box {
	struct kref refs;
	struct work_struct sweep;
	struct delayed_work expire;
	OWN_SHARED(atomic_t) left;
};

void task_box_free(struct task_box *box);
DEFINE_OWN(task_box_own, struct task_box, task_box_free);
DEFINE_OWN_REF(task_box_ref, task_box_own, struct task_box, refs);

void sweep(struct task_box_ref box);
DEFINE_OWN_WORK(sweeper, task_box_ref, struct task_box, sweep, sweep);


static struct workqueue_struct *queue;

static void expire(struct task_box_ref box);
DEFINE_OWN_DELAYED_WORK(expiry, task_box_ref, struct task_box, expire, expire);

static void expire(struct task_box_ref box)
{
	own_auto(task_box_ref, b, box);

	if (atomic_dec_if_positive(own_shared(&own_use(b)->left)) < 0)
		return;
	/* If it was queued meanwhile, that is as good. */
	own_rest(b, expiry_queue(queue, own_take(b), HZ));
}

struct task_box_ref_result task_box_new(unsigned int left)
{
	own_auto(task_box_own, box, own_alloc(task_box_own, GFP_KERNEL));

	if (own_none(box))
		return own_fail(task_box_ref, own_err(box));
	sweeper_init(own_mut(box));
	expiry_init(own_mut(box));
	atomic_set(own_shared(&own_mut(box)->left), left);
	own_auto(task_box_ref, shared, task_box_ref_share(own_take(box)));
	return own_ok(shared);
}

int start(const struct task_box *box, unsigned long delay)
{
	own_auto(task_box_ref, b, task_box_ref_get(box));
	int err = own_rest(b, expiry_requeue(queue, own_take(b), delay));

	if (err)
		pr_debug("%d left\n", atomic_read(own_shared(&own_use(b)->left)));
	return err;
}

void stop(const struct task_box *box)
{
	own_auto(task_box_ref, expiring, expiry_disable(box));
	own_auto(task_box_ref, sweeping, sweeper_disable(box));
	own_auto(task_box_ref, none, sweeper_cancel(box));
	own_auto(task_box_ref, neither, expiry_cancel(box));
}

int __init work_init(void)
{
	queue = alloc_workqueue("boxes", WQ_UNBOUND, 0);
	return queue ? 0 : -ENOMEM;
}

void __exit work_exit(void)
{
	destroy_workqueue(queue);
}
