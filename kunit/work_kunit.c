// SPDX-License-Identifier: GPL-2.0-only
/*
 * own/work.h: deferred work that owns what it uses.
 */
#include <kunit/test.h>
#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/jiffies.h>
#include <linux/module.h>
#include <linux/pid.h>
#include <linux/prandom.h>

#include <own/locked.h>
#include <own/ref.h>
#include <own/work.h>

#include "together.h"
#include "until.h"

/* How many there are, to see that nothing is lost or dropped twice. */
static atomic_t boxes, letters;

static struct workqueue_struct *queue;

struct box {
	struct kref refs;
	struct work_struct work;
	struct delayed_work later;
	OWN_SHARED(atomic_t) ran;
	OWN_SHARED(struct completion) entered, leave;
};

/* What the callbacks do, and did. The cases run one after the other, each with one box. */
static void (*act)(const struct box *box);
static int requeues;
static bool disable_at_the_end, disable_later, returned, ended_early;

DECLARE_OWN(work_box_own, struct box);
DEFINE_OWN_REF(box_ref, work_box_own, struct box, refs);

static void box_run(struct box_ref box);
static void box_run_later(struct box_ref box);

DEFINE_OWN_WORK(box_work, box_ref, struct box, work, box_run);
DEFINE_OWN_DELAYED_WORK(box_later, box_ref, struct box, later, box_run_later);

static void box_end(struct box *box)
{
	/* What it was queued for has not come. */
	ended_early = !atomic_read(own_shared(&box->ran));
	if (disable_at_the_end) {
		own_auto(box_ref, none, box_work_disable(box));
		if (!own_none(none))
			pr_err("a reference to an object that had none left\n");
	}
	atomic_dec(&boxes);
}

IMPLEMENT_OWN(work_box_own, struct box, OWN_KMALLOC, own_run(box_end));

static void box_run(struct box_ref box)
{
	own_auto(box_ref, b, box);

	atomic_inc(own_shared(&own_use(b)->ran));
	if (act)
		act(own_use(b));
}

static void box_run_later(struct box_ref box)
{
	own_auto(box_ref, b, box);

	atomic_inc(own_shared(&own_use(b)->ran));
	if (disable_later) {
		own_auto(box_ref, was_queued, box_later_disable(own_use(b)));
		WRITE_ONCE(returned, own_err(was_queued) == -ENOENT);
	}
	if (requeues) {
		requeues--;
		own_rest(b, box_later_queue(queue, own_take(b), 1));
	}
}

static struct box_ref_result box_new(void)
{
	own_auto(work_box_own, box, own_alloc(work_box_own, GFP_KERNEL));

	if (own_none(box))
		return own_fail(box_ref, own_err(box));
	atomic_inc(&boxes);
	box_work_init(own_mut(box));
	box_later_init(own_mut(box));
	init_completion(own_shared(&own_mut(box)->entered));
	init_completion(own_shared(&own_mut(box)->leave));
	own_auto(box_ref, shared, box_ref_share(own_take(box)));
	return own_ok(shared);
}

/* One more reference for the work: 0, or -EBUSY and the count is as before. */
static int box_queue(const struct box *box)
{
	own_auto(box_ref, r, box_ref_get(box));

	return own_rest(r, box_work_queue(queue, own_take(r)));
}

static int box_queue_later(const struct box *box, unsigned long delay)
{
	own_auto(box_ref, r, box_ref_get(box));

	return own_rest(r, box_later_queue(queue, own_take(r), delay));
}

static int box_requeue_later(const struct box *box, unsigned long delay)
{
	own_auto(box_ref, r, box_ref_get(box));

	return own_rest(r, box_later_requeue(queue, own_take(r), delay));
}

#define refs_of(box)	kref_read(&(box)->refs)
#define ran(box)	atomic_read(own_shared(&(box)->ran))

static int work_init(struct kunit *test)
{
	atomic_set(&boxes, 0);
	atomic_set(&letters, 0);
	act = NULL;
	requeues = 0;
	disable_at_the_end = false;
	disable_later = false;
	returned = false;
	ended_early = false;
	queue = alloc_workqueue("own_work_kunit", WQ_UNBOUND, 0);
	return queue ? 0 : -ENOMEM;
}

static void work_exit(struct kunit *test)
{
	destroy_workqueue(queue);
	KUNIT_EXPECT_EQ(test, atomic_read(&boxes), 0);
	KUNIT_EXPECT_EQ(test, atomic_read(&letters), 0);
}

static void queued_work_runs_and_gives_its_reference_back(struct kunit *test)
{
	own_auto(box_ref, ref, box_new());
	KUNIT_ASSERT_FALSE(test, own_none(ref));
	own_borrow(box, ref);

	KUNIT_EXPECT_EQ(test, box_queue(box), 0);
	flush_workqueue(queue);
	KUNIT_EXPECT_EQ(test, ran(box), 1);
	KUNIT_EXPECT_EQ(test, refs_of(box), 1);
}

static void queued_work_keeps_the_object(struct kunit *test)
{
	own_auto(box_ref, box, box_new());

	KUNIT_ASSERT_FALSE(test, own_none(box));
	KUNIT_EXPECT_EQ(test, box_queue_later(own_use(box), HZ / 5), 0);
	own_drop(box_ref, box);
	until(!atomic_read(&boxes));
	KUNIT_EXPECT_EQ(test, atomic_read(&boxes), 0);
	KUNIT_EXPECT_FALSE(test, ended_early);
}

static void what_is_queued_already_is_handed_back(struct kunit *test)
{
	own_auto(box_ref, ref, box_new());
	KUNIT_ASSERT_FALSE(test, own_none(ref));
	own_borrow(box, ref);

	KUNIT_EXPECT_EQ(test, box_queue_later(box, 100 * HZ), 0);
	KUNIT_EXPECT_EQ(test, refs_of(box), 2);
	KUNIT_EXPECT_EQ(test, box_queue_later(box, 0), -EBUSY);
	KUNIT_EXPECT_EQ(test, refs_of(box), 2);

	own_auto(box_ref, more, box_ref_get(box));
	KUNIT_EXPECT_EQ(test, -EBUSY, own_rest(more, box_later_queue(queue, own_take(more), 0)));
	KUNIT_ASSERT_FALSE(test, own_none(more));
	KUNIT_EXPECT_PTR_EQ(test, own_use(more), box);

	own_auto(box_ref, was_queued, box_later_cancel(box));
	KUNIT_EXPECT_EQ(test, own_err(was_queued), 0);
}

static void cancelling_gives_the_reference_once(struct kunit *test)
{
	own_auto(box_ref, ref, box_new());
	KUNIT_ASSERT_FALSE(test, own_none(ref));
	own_borrow(box, ref);

	KUNIT_EXPECT_EQ(test, box_queue_later(box, 100 * HZ), 0);
	{
		own_auto(box_ref, first, box_later_cancel(box));
		KUNIT_EXPECT_EQ(test, own_err(first), 0);
		own_auto(box_ref, second, box_later_cancel(box));
		KUNIT_EXPECT_EQ(test, own_err(second), -ENOENT);
		KUNIT_EXPECT_EQ(test, refs_of(box), 2);
	}
	KUNIT_EXPECT_EQ(test, refs_of(box), 1);
	KUNIT_EXPECT_EQ(test, ran(box), 0);
	own_auto(box_ref, other, box_work_cancel(box));
	KUNIT_EXPECT_EQ(test, own_err(other), -ENOENT);
	/* It can be queued again. */
	KUNIT_EXPECT_EQ(test, box_queue_later(box, 0), 0);
	flush_workqueue(queue);
	KUNIT_EXPECT_EQ(test, ran(box), 1);
}

static void disabled_work_refuses(struct kunit *test)
{
	own_auto(box_ref, ref, box_new());
	KUNIT_ASSERT_FALSE(test, own_none(ref));
	own_borrow(box, ref);

	KUNIT_EXPECT_EQ(test, box_queue_later(box, 100 * HZ), 0);
	{
		own_auto(box_ref, was_queued, box_later_disable(box));
		KUNIT_EXPECT_EQ(test, own_err(was_queued), 0);
		own_auto(box_ref, again, box_later_disable(box));
		KUNIT_EXPECT_EQ(test, own_err(again), -ENOENT);
		own_auto(box_ref, other, box_work_disable(box));
		KUNIT_EXPECT_EQ(test, own_err(other), -ENOENT);
	}
	KUNIT_EXPECT_EQ(test, refs_of(box), 1);
	KUNIT_EXPECT_EQ(test, box_queue_later(box, 0), -EBUSY);
	KUNIT_EXPECT_EQ(test, box_requeue_later(box, 0), -EBUSY);
	KUNIT_EXPECT_EQ(test, box_queue(box), -EBUSY);
	KUNIT_EXPECT_EQ(test, refs_of(box), 1);
	flush_workqueue(queue);
	KUNIT_EXPECT_EQ(test, ran(box), 0);
}

static void wait_to_leave(const struct box *box)
{
	complete(own_shared(&box->entered));
	wait_for_completion(own_shared(&box->leave));
	msleep(100);
	WRITE_ONCE(returned, true);
}

static void disabling_waits_for_the_callback(struct kunit *test)
{
	own_auto(box_ref, ref, box_new());
	KUNIT_ASSERT_FALSE(test, own_none(ref));
	own_borrow(box, ref);

	act = wait_to_leave;
	KUNIT_EXPECT_EQ(test, box_queue(box), 0);
	wait_for_completion(own_shared(&box->entered));
	/* Running is not queued: it can be queued again, once. */
	KUNIT_EXPECT_EQ(test, box_queue(box), 0);
	KUNIT_EXPECT_EQ(test, box_queue(box), -EBUSY);
	complete(own_shared(&box->leave));
	own_auto(box_ref, was_queued, box_work_disable(box));
	KUNIT_EXPECT_EQ(test, own_err(was_queued), 0);
	KUNIT_EXPECT_TRUE(test, READ_ONCE(returned));
	KUNIT_EXPECT_EQ(test, ran(box), 1);
	KUNIT_EXPECT_EQ(test, refs_of(box), 2);
}

static void disable_own_work(const struct box *box)
{
	own_auto(box_ref, was_queued, box_work_disable(box));

	if (own_err(was_queued) == -ENOENT)
		WRITE_ONCE(returned, true);
}

static void disabling_in_the_callback_does_not_wait_for_itself(struct kunit *test)
{
	own_auto(box_ref, ref, box_new());
	KUNIT_ASSERT_FALSE(test, own_none(ref));
	own_borrow(box, ref);

	act = disable_own_work;
	KUNIT_EXPECT_EQ(test, box_queue(box), 0);
	flush_workqueue(queue);
	KUNIT_EXPECT_TRUE(test, returned);
	KUNIT_EXPECT_EQ(test, box_queue(box), -EBUSY);
}

static void delayed_work_does_not_wait_for_itself(struct kunit *test)
{
	own_auto(box_ref, ref, box_new());
	KUNIT_ASSERT_FALSE(test, own_none(ref));
	own_borrow(box, ref);

	disable_later = true;
	KUNIT_EXPECT_EQ(test, box_queue_later(box, 0), 0);
	flush_workqueue(queue);
	KUNIT_EXPECT_TRUE(test, returned);
	KUNIT_EXPECT_EQ(test, box_queue_later(box, 0), -EBUSY);
}

/* The destructor runs in the worker, and disables the work that it runs in. */
static void the_last_reference_goes_in_the_callback(struct kunit *test)
{
	own_auto(box_ref, box, box_new());

	KUNIT_ASSERT_FALSE(test, own_none(box));
	disable_at_the_end = true;
	KUNIT_EXPECT_EQ(test, 0, own_rest(box, box_work_queue(queue, own_take(box))));
	flush_workqueue(queue);
	KUNIT_EXPECT_EQ(test, atomic_read(&boxes), 0);
}

/* Not a box: what it sets must be there when the box is gone. */
static bool callback_returned;
static DECLARE_COMPLETION(object_gone);
static DECLARE_COMPLETION(may_return);

struct letter {
	struct work_struct work;
};

static void letter_free(struct letter *letter)
{
	atomic_dec(&letters);
	kfree(letter);
	complete(&object_gone);
}

/* A function, because who waits must not see the object before its memory has gone. */
DEFINE_OWN(letter_own, struct letter, letter_free);

static void letter_run(struct letter_own letter);

DEFINE_OWN_WORK(letter_work, letter_own, struct letter, work, letter_run);

static void letter_run(struct letter_own letter)
{
	own_auto(letter_own, l, letter);

	own_drop(letter_own, l);
	wait_for_completion(&may_return);
	msleep(100);
	WRITE_ONCE(callback_returned, true);
}

/*
 * An object with one owner is queued as a whole. That it is gone does not say that its callback
 * has returned; destroying the queue does. This is the order for module exit.
 */
static void no_object_left_is_not_no_callback_left(struct kunit *test)
{
	own_auto(letter_own, letter, own_alloc(letter_own, GFP_KERNEL));

	KUNIT_ASSERT_FALSE(test, own_none(letter));
	atomic_inc(&letters);
	letter_work_init(own_mut(letter));
	callback_returned = false;
	reinit_completion(&object_gone);
	reinit_completion(&may_return);
	KUNIT_EXPECT_EQ(test, 0, own_rest(letter, letter_work_queue(queue, own_take(letter))));

	wait_for_completion(&object_gone);
	KUNIT_EXPECT_FALSE(test, READ_ONCE(callback_returned));
	complete(&may_return);
	destroy_workqueue(queue);
	KUNIT_EXPECT_TRUE(test, READ_ONCE(callback_returned));
	queue = alloc_workqueue("own_work_kunit", WQ_UNBOUND, 0);
	KUNIT_ASSERT_NOT_NULL(test, queue);
}

static void a_callback_may_queue_its_object_again(struct kunit *test)
{
	own_auto(box_ref, ref, box_new());
	KUNIT_ASSERT_FALSE(test, own_none(ref));
	own_borrow(box, ref);

	requeues = 5;
	KUNIT_EXPECT_EQ(test, box_queue_later(box, 0), 0);
	until(ran(box) == 6);
	flush_workqueue(queue);
	KUNIT_EXPECT_EQ(test, ran(box), 6);
	KUNIT_EXPECT_EQ(test, refs_of(box), 1);
}

static void delayed_work_is_not_early(struct kunit *test)
{
	unsigned long start = jiffies;

	own_auto(box_ref, ref, box_new());
	KUNIT_ASSERT_FALSE(test, own_none(ref));
	own_borrow(box, ref);
	KUNIT_EXPECT_EQ(test, box_queue_later(box, HZ / 4), 0);
	until(ran(box));
	KUNIT_EXPECT_TRUE(test, time_after_eq(jiffies, start + HZ / 4));
	KUNIT_EXPECT_EQ(test, ran(box), 1);
	flush_workqueue(queue);
}

static void requeueing_changes_the_delay_and_keeps_count(struct kunit *test)
{
	own_auto(box_ref, ref, box_new());
	KUNIT_ASSERT_FALSE(test, own_none(ref));
	own_borrow(box, ref);

	KUNIT_EXPECT_EQ(test, box_requeue_later(box, 100 * HZ), 0);
	KUNIT_EXPECT_EQ(test, refs_of(box), 2);
	KUNIT_EXPECT_EQ(test, box_requeue_later(box, 200 * HZ), 0);
	KUNIT_EXPECT_EQ(test, refs_of(box), 2);
	KUNIT_EXPECT_EQ(test, box_requeue_later(box, 0), 0);
	flush_workqueue(queue);
	KUNIT_EXPECT_EQ(test, ran(box), 1);
	KUNIT_EXPECT_EQ(test, refs_of(box), 1);
}

/* Two threads queue, requeue and cancel the same two works of one box. */
#define ROUNDS	10000


static void storm(void *argument)
{
	const struct box *stormed = argument;
	struct rnd_state random;
	int i;

	prandom_seed_state(&random, task_pid_nr(current));
	for (i = 0; i < ROUNDS; i++) {
		switch (prandom_u32_state(&random) % 6) {
		case 0:
			box_queue(stormed);
			break;
		case 1: {
			own_auto(box_ref, was_queued, box_work_cancel(stormed));
			break;
		}
		case 2:
			box_queue_later(stormed, 0);
			break;
		case 3:
			box_queue_later(stormed, 1);
			break;
		case 4:
			box_requeue_later(stormed, i & 1);
			break;
		case 5: {
			own_auto(box_ref, was_queued, box_later_cancel(stormed));
			break;
		}
		}
	}
}

static void two_threads_and_the_same_work(struct kunit *test)
{
	own_auto(box_ref, ref, box_new());
	KUNIT_ASSERT_FALSE(test, own_none(ref));
	own_borrow(box, ref);

	together(test, storm, storm, (void *)box);
	{
		own_auto(box_ref, first, box_work_disable(box));
		own_auto(box_ref, second, box_later_disable(box));
	}
	KUNIT_EXPECT_EQ(test, refs_of(box), 1);
	/* One processor may be done with both before the work gets its turn. */
	if (num_online_cpus() > 1)
		KUNIT_EXPECT_GT(test, ran(box), 0);
}

/* One thread queues until it is refused for good, the other disables meanwhile. */
static void queue_for_a_while(void *argument)
{
	const struct box *stormed = argument;
	int i;

	for (i = 0; i < ROUNDS; i++) {
		box_queue(stormed);
		box_requeue_later(stormed, i & 1);
	}
}

static void disable_meanwhile(void *argument)
{
	const struct box *stormed = argument;

	msleep(20);
	own_auto(box_ref, first, box_work_disable(stormed));
	own_auto(box_ref, second, box_later_disable(stormed));
	WRITE_ONCE(returned, true);
}

static void disabling_while_another_thread_queues(struct kunit *test)
{
	int before;

	own_auto(box_ref, ref, box_new());
	KUNIT_ASSERT_FALSE(test, own_none(ref));
	own_borrow(box, ref);
	together(test, queue_for_a_while, disable_meanwhile, (void *)box);
	KUNIT_EXPECT_TRUE(test, returned);
	KUNIT_EXPECT_EQ(test, refs_of(box), 1);
	before = ran(box);
	msleep(50);
	KUNIT_EXPECT_EQ(test, ran(box), before);
}

static struct kunit_case work_cases[] = {
	KUNIT_CASE(queued_work_runs_and_gives_its_reference_back),
	KUNIT_CASE(queued_work_keeps_the_object),
	KUNIT_CASE(what_is_queued_already_is_handed_back),
	KUNIT_CASE(cancelling_gives_the_reference_once),
	KUNIT_CASE(disabled_work_refuses),
	KUNIT_CASE(disabling_waits_for_the_callback),
	KUNIT_CASE(disabling_in_the_callback_does_not_wait_for_itself),
	KUNIT_CASE(delayed_work_does_not_wait_for_itself),
	KUNIT_CASE(the_last_reference_goes_in_the_callback),
	KUNIT_CASE(no_object_left_is_not_no_callback_left),
	KUNIT_CASE(a_callback_may_queue_its_object_again),
	KUNIT_CASE(delayed_work_is_not_early),
	KUNIT_CASE(requeueing_changes_the_delay_and_keeps_count),
	KUNIT_CASE(two_threads_and_the_same_work),
	KUNIT_CASE(disabling_while_another_thread_queues),
	{ }
};

static struct kunit_suite work_suite = {
	.name = "own_work",
	.init = work_init,
	.exit = work_exit,
	.test_cases = work_cases,
};

kunit_test_suite(work_suite);

MODULE_DESCRIPTION("Tests of own/work.h");
MODULE_LICENSE("GPL");
