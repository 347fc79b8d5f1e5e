// SPDX-License-Identifier: GPL-2.0-only
/*
 * own/timer.h: timers that own what they use.
 */
#include <kunit/test.h>
#include <linux/delay.h>
#include <linux/jiffies.h>
#include <linux/module.h>
#include <linux/pid.h>
#include <linux/prandom.h>
#include <linux/rcupdate.h>

#include <own/locked.h>
#include <own/ref.h>
#include <own/timer.h>

#include "together.h"
#include "until.h"

/* How many there are, to see that nothing is lost or dropped twice. */
static atomic_t bells, letters;

struct bell {
	struct kref refs;
	struct timer_list timer;
	struct hrtimer ticker, soft_ticker;
	OWN_SHARED(atomic_t) rang, ticked, in_hardirq, in_softirq, missed;
};

/* What the callbacks do, and did. The cases run one after the other, each with one bell. */
static int again;
static bool slow, entered, stopping, returned, stopped_after, ended_early, letter_is_late;
static unsigned int periods;
static struct kunit *running;

static void bell_end(struct bell *bell)
{
	/* What it was armed for has not come. */
	ended_early = !atomic_read(own_shared(&bell->rang));
	atomic_dec(&bells);
}

DEFINE_OWN(bell_own, struct bell, OWN_KMALLOC, own_run(bell_end));
DEFINE_OWN_REF(bell_ref, bell_own, struct bell, refs);
DEFINE_OWN_TIMER(bell_timer, bell_ref, struct bell, timer, bell_ring);
DEFINE_OWN_HRTIMER(bell_ticker, bell_ref, struct bell, ticker, bell_tick, CLOCK_MONOTONIC,
		   HRTIMER_MODE_REL_PINNED);
DEFINE_OWN_HRTIMER(bell_soft, bell_ref, struct bell, soft_ticker, bell_soft_tick, CLOCK_MONOTONIC,
		   HRTIMER_MODE_REL_SOFT);

/* Be found running by the one who stops, and go on for a while. */
static void linger(void)
{
	int i;

	WRITE_ONCE(entered, true);
	for (i = 0; i < 500 && !READ_ONCE(stopping); i++)
		mdelay(1);
	mdelay(20);
	WRITE_ONCE(returned, true);
}

static void bell_ring(struct bell_timer_fired fired)
{
	own_timer_fired(bell_ref, b, fired);
	static_assert(own_in_atomic_scope());

	atomic_inc(own_shared(&own_use(b)->rang));
	atomic_set(own_shared(&own_use(b)->in_softirq), in_serving_softirq());
	if (slow)
		linger();
	if (again) {
		again--;
		if (own_rest(b, bell_timer_arm(own_take(b), jiffies + 1)))
			KUNIT_FAIL(running, "armed already");
	}
}

static enum hrtimer_restart bell_tick(struct bell_ticker_fired fired)
{
	own_hrtimer_fired(b, fired);
	static_assert(own_in_atomic_scope());

	atomic_inc(own_shared(&b->ticked));
	atomic_set(own_shared(&b->in_hardirq), in_hardirq());
	if (slow)
		linger();
	if (!periods)
		return HRTIMER_NORESTART;
	periods--;
	atomic_add(bell_ticker_forward(fired, ms_to_ktime(5)) - 1, own_shared(&b->missed));
	return HRTIMER_RESTART;
}

static enum hrtimer_restart bell_soft_tick(struct bell_soft_fired fired)
{
	own_hrtimer_fired(b, fired);

	atomic_inc(own_shared(&b->ticked));
	atomic_set(own_shared(&b->in_softirq), in_serving_softirq());
	return HRTIMER_NORESTART;
}

static struct bell_ref_result bell_new(void)
{
	own_auto(bell_own, bell, own_alloc(bell_own, GFP_KERNEL));

	if (own_none(bell))
		return own_fail(bell_ref, own_err(bell));
	atomic_inc(&bells);
	bell_timer_init(own_mut(bell));
	bell_ticker_init(own_mut(bell));
	bell_soft_init(own_mut(bell));
	own_auto(bell_ref, shared, bell_ref_share(own_take(bell)));
	return own_ok(shared);
}

/* One more reference for the timer: 0, or -EBUSY and the count is as before. */
static int bell_arm(const struct bell *bell, unsigned long delay)
{
	own_auto(bell_ref, r, bell_ref_get(bell));

	return own_rest(r, bell_timer_arm(own_take(r), jiffies + delay));
}

#define refs_of(bell)	kref_read(&(bell)->refs)
#define rang(bell)	atomic_read(own_shared(&(bell)->rang))
#define ticked(bell)	atomic_read(own_shared(&(bell)->ticked))

static int timer_init(struct kunit *test)
{
	atomic_set(&bells, 0);
	atomic_set(&letters, 0);
	again = 0;
	slow = false;
	entered = false;
	stopping = false;
	returned = false;
	stopped_after = false;
	ended_early = false;
	letter_is_late = false;
	periods = 0;
	running = test;
	return 0;
}

static void timer_exit(struct kunit *test)
{
	/* As at module exit: a callback may have dropped the last one, and not returned. */
	own_timer_barrier();
	KUNIT_EXPECT_EQ(test, atomic_read(&bells), 0);
	KUNIT_EXPECT_EQ(test, atomic_read(&letters), 0);
}

static void a_timer_fires_and_gives_its_reference_back(struct kunit *test)
{
	own_auto(bell_ref, ref, bell_new());
	KUNIT_ASSERT_FALSE(test, own_none(ref));
	own_borrow(bell, ref);

	KUNIT_EXPECT_EQ(test, bell_arm(bell, 1), 0);
	until(rang(bell) && refs_of(bell) == 1);
	KUNIT_EXPECT_EQ(test, rang(bell), 1);
	KUNIT_EXPECT_EQ(test, refs_of(bell), 1);
	KUNIT_EXPECT_TRUE(test, atomic_read(own_shared(&bell->in_softirq)));
}

static void an_armed_timer_keeps_the_object(struct kunit *test)
{
	own_auto(bell_ref, bell, bell_new());

	KUNIT_ASSERT_FALSE(test, own_none(bell));
	KUNIT_EXPECT_EQ(test, bell_arm(own_use(bell), HZ / 5), 0);
	own_drop(bell_ref, bell);
	until(!atomic_read(&bells));
	KUNIT_EXPECT_EQ(test, atomic_read(&bells), 0);
	KUNIT_EXPECT_FALSE(test, ended_early);
}

static void a_timer_is_not_early(struct kunit *test)
{
	unsigned long start = jiffies;

	own_auto(bell_ref, ref, bell_new());
	KUNIT_ASSERT_FALSE(test, own_none(ref));
	own_borrow(bell, ref);
	KUNIT_EXPECT_EQ(test, bell_arm(bell, HZ / 4), 0);
	until(rang(bell));
	KUNIT_EXPECT_TRUE(test, time_after_eq(jiffies, start + HZ / 4));
	KUNIT_EXPECT_EQ(test, rang(bell), 1);
}

static void arming_again_sets_the_time_and_hands_back(struct kunit *test)
{
	own_auto(bell_ref, ref, bell_new());
	KUNIT_ASSERT_FALSE(test, own_none(ref));
	own_borrow(bell, ref);

	KUNIT_EXPECT_EQ(test, bell_arm(bell, 100 * HZ), 0);
	KUNIT_EXPECT_EQ(test, refs_of(bell), 2);
	KUNIT_EXPECT_EQ(test, bell_arm(bell, 200 * HZ), -EBUSY);
	KUNIT_EXPECT_EQ(test, refs_of(bell), 2);

	own_auto(bell_ref, more, bell_ref_get(bell));
	KUNIT_EXPECT_EQ(test, -EBUSY, own_rest(more, bell_timer_arm(own_take(more), jiffies + 1)));
	KUNIT_ASSERT_FALSE(test, own_none(more));
	KUNIT_EXPECT_PTR_EQ(test, own_use(more), bell);
	own_drop(bell_ref, more);
	until(rang(bell) && refs_of(bell) == 1);
	KUNIT_EXPECT_EQ(test, rang(bell), 1);
	KUNIT_EXPECT_EQ(test, refs_of(bell), 1);
}

static void cancelling_gives_the_reference_once(struct kunit *test)
{
	own_auto(bell_ref, ref, bell_new());
	KUNIT_ASSERT_FALSE(test, own_none(ref));
	own_borrow(bell, ref);

	KUNIT_EXPECT_EQ(test, bell_arm(bell, 100 * HZ), 0);
	{
		own_auto(bell_ref, first, bell_timer_cancel(bell));
		KUNIT_EXPECT_EQ(test, own_err(first), 0);
		own_auto(bell_ref, second, bell_timer_cancel(bell));
		KUNIT_EXPECT_EQ(test, own_err(second), -ENOENT);
		own_auto(bell_ref, third, bell_timer_stop(bell));
		KUNIT_EXPECT_EQ(test, own_err(third), -ENOENT);
		KUNIT_EXPECT_EQ(test, refs_of(bell), 2);
	}
	KUNIT_EXPECT_EQ(test, refs_of(bell), 1);
	KUNIT_EXPECT_EQ(test, rang(bell), 0);
	/* It can be armed again. */
	KUNIT_EXPECT_EQ(test, bell_arm(bell, 0), 0);
	until(rang(bell));
	KUNIT_EXPECT_EQ(test, rang(bell), 1);
}

/*
 * The handle of what is stopped, if it is an hrtimer. The callback interrupts the thread that
 * armed it, so it is stopped from another.
 */
static struct bell_ticker_slot handed;

static void spin_until_stopped(void)
{
	unsigned long end = jiffies + 10 * HZ;

	while (!READ_ONCE(stopping) && time_before(jiffies, end))
		cpu_relax();
}

static void wait_until_entered(void)
{
	unsigned long end = jiffies + 10 * HZ;

	while (!READ_ONCE(entered) && time_before(jiffies, end))
		cpu_relax();
	WRITE_ONCE(stopping, true);
}

static void arm_and_spin(void *argument)
{
	const struct bell *stormed = argument;

	bell_arm(stormed, 0);
	spin_until_stopped();
}

static void stop_what_runs(void *argument)
{
	const struct bell *stormed = argument;

	wait_until_entered();
	own_auto(bell_ref, was_armed, bell_timer_stop(stormed));
	WRITE_ONCE(stopped_after, READ_ONCE(returned));
}

static void stopping_waits_for_the_callback(struct kunit *test)
{
	if (num_online_cpus() < 2)
		kunit_skip(test, "needs two processors");
	own_auto(bell_ref, ref, bell_new());
	KUNIT_ASSERT_FALSE(test, own_none(ref));
	own_borrow(bell, ref);

	slow = true;
	together(test, arm_and_spin, stop_what_runs, (void *)bell);
	KUNIT_EXPECT_TRUE(test, stopped_after);
	KUNIT_EXPECT_EQ(test, refs_of(bell), 1);
	KUNIT_EXPECT_EQ(test, rang(bell), 1);
}

static void a_callback_may_arm_its_object_again(struct kunit *test)
{
	own_auto(bell_ref, ref, bell_new());
	KUNIT_ASSERT_FALSE(test, own_none(ref));
	own_borrow(bell, ref);

	again = 5;
	KUNIT_EXPECT_EQ(test, bell_arm(bell, 0), 0);
	until(rang(bell) == 6 && refs_of(bell) == 1);
	KUNIT_EXPECT_EQ(test, rang(bell), 6);
	KUNIT_EXPECT_EQ(test, refs_of(bell), 1);
}

static void what_arms_itself_is_stopped(struct kunit *test)
{
	int before;

	own_auto(bell_ref, ref, bell_new());
	KUNIT_ASSERT_FALSE(test, own_none(ref));
	own_borrow(bell, ref);

	again = INT_MAX;
	KUNIT_EXPECT_EQ(test, bell_arm(bell, 0), 0);
	until(rang(bell) >= 2);
	{
		own_auto(bell_ref, was_armed, bell_timer_stop(bell));
		KUNIT_EXPECT_EQ(test, own_err(was_armed), 0);
	}
	before = rang(bell);
	msleep(50);
	KUNIT_EXPECT_GT(test, before, 1);
	KUNIT_EXPECT_EQ(test, rang(bell), before);
	KUNIT_EXPECT_EQ(test, refs_of(bell), 1);
}

static void the_last_reference_goes_in_the_callback(struct kunit *test)
{
	own_auto(bell_ref, bell, bell_new());

	KUNIT_ASSERT_FALSE(test, own_none(bell));
	KUNIT_EXPECT_EQ(test, 0, own_rest(bell, bell_timer_arm(own_take(bell), jiffies)));
	until(!atomic_read(&bells));
	KUNIT_EXPECT_EQ(test, atomic_read(&bells), 0);
}

struct letter {
	struct timer_list timer;
};

static void letter_end(struct letter *letter)
{
	ended_early = !letter_is_late;
	atomic_dec(&letters);
}

DEFINE_OWN(letter_own, struct letter, OWN_KMALLOC, own_run(letter_end));
DEFINE_OWN_TIMER(letter_timer, letter_own, struct letter, timer, letter_late);

static void letter_late(struct letter_timer_fired fired)
{
	own_timer_fired(letter_own, l, fired);

	letter_is_late = true;
}

static void an_object_with_one_owner_is_armed_as_a_whole(struct kunit *test)
{
	own_auto(letter_own, letter, own_alloc(letter_own, GFP_KERNEL));

	KUNIT_ASSERT_FALSE(test, own_none(letter));
	atomic_inc(&letters);
	letter_timer_init(own_mut(letter));
	KUNIT_EXPECT_EQ(test, 0, own_rest(letter, letter_timer_arm(own_take(letter), jiffies + 1)));
	until(!atomic_read(&letters));
	KUNIT_EXPECT_EQ(test, atomic_read(&letters), 0);
	KUNIT_EXPECT_FALSE(test, ended_early);
}

static void an_hrtimer_fires_and_its_handle_keeps_the_object(struct kunit *test)
{
	own_auto(bell_ref, ref, bell_new());
	KUNIT_ASSERT_FALSE(test, own_none(ref));
	own_auto(bell_ticker, ticking, bell_ticker_start(own_take(ref), ms_to_ktime(5)));
	until(ticked(own_use(ticking)) && atomic_read(own_shared(&own_use(ticking)->in_hardirq)));
	KUNIT_EXPECT_EQ(test, ticked(own_use(ticking)), 1);
	KUNIT_EXPECT_EQ(test, refs_of(own_use(ticking)), 1);
	KUNIT_EXPECT_TRUE(test, atomic_read(own_shared(&own_use(ticking)->in_hardirq)));
	KUNIT_EXPECT_EQ(test, atomic_read(&bells), 1);
	own_drop(bell_ticker, ticking);
	KUNIT_EXPECT_EQ(test, atomic_read(&bells), 0);
}

static void an_hrtimer_goes_on_periodically(struct kunit *test)
{
	own_auto(bell_ref, ref, bell_new());
	KUNIT_ASSERT_FALSE(test, own_none(ref));
	own_borrow(bell, ref);

	periods = 9;
	own_auto(bell_ticker, ticking, bell_ticker_start(bell_ref_get(bell), ms_to_ktime(5)));
	until(ticked(bell) == 10);
	KUNIT_EXPECT_EQ(test, ticked(bell), 10);
	KUNIT_EXPECT_GE(test, atomic_read(own_shared(&bell->missed)), 0);
}

static void start_and_spin(void *argument)
{
	const struct bell *stormed = argument;

	/* It must not fire before the handle is where the other looks for it. */
	scoped_guard(irqsave) {
		own_auto(bell_ticker, ticking, bell_ticker_start(bell_ref_get(stormed), 0));
		own_auto(bell_ticker, none, bell_ticker_swap(&handed, own_take(ticking)));
	}
	spin_until_stopped();
}

static void drop_what_runs(void *argument)
{
	wait_until_entered();
	{
		own_auto(bell_ticker, ticking, bell_ticker_take_from(&handed));
	}
	WRITE_ONCE(stopped_after, READ_ONCE(returned));
}

static void dropping_the_handle_stops_and_waits(struct kunit *test)
{
	int before;

	if (num_online_cpus() < 2)
		kunit_skip(test, "needs two processors");
	own_auto(bell_ref, ref, bell_new());
	KUNIT_ASSERT_FALSE(test, own_none(ref));
	own_borrow(bell, ref);

	slow = true;
	periods = UINT_MAX;
	together(test, start_and_spin, drop_what_runs, (void *)bell);
	KUNIT_EXPECT_TRUE(test, stopped_after);
	before = ticked(bell);
	msleep(50);
	KUNIT_EXPECT_EQ(test, ticked(bell), before);
	KUNIT_EXPECT_EQ(test, refs_of(bell), 1);
}

static void cancelling_a_handle_gives_the_reference(struct kunit *test)
{
	own_auto(bell_ref, ref, bell_new());
	KUNIT_ASSERT_FALSE(test, own_none(ref));
	own_auto(bell_ticker, ticking, bell_ticker_start(own_take(ref), ms_to_ktime(100000)));
	KUNIT_EXPECT_TRUE(test, hrtimer_active(&own_use(ticking)->ticker));
	own_auto(bell_ref, back, bell_ticker_cancel(own_take(ticking)));
	KUNIT_EXPECT_EQ(test, refs_of(own_use(back)), 1);
	KUNIT_EXPECT_FALSE(test, hrtimer_active(&own_use(back)->ticker));
	KUNIT_EXPECT_EQ(test, ticked(own_use(back)), 0);
}

static void two_handles_are_two_references(struct kunit *test)
{
	own_auto(bell_ref, ref, bell_new());
	KUNIT_ASSERT_FALSE(test, own_none(ref));
	own_borrow(bell, ref);

	own_auto(bell_ticker, first, bell_ticker_start(bell_ref_get(bell), ms_to_ktime(100000)));
	own_auto(bell_ticker, second, bell_ticker_start(bell_ref_get(bell), ms_to_ktime(100000)));
	KUNIT_EXPECT_EQ(test, refs_of(bell), 3);
	own_drop(bell_ticker, first);
	KUNIT_EXPECT_FALSE(test, hrtimer_active(&bell->ticker));
	KUNIT_EXPECT_EQ(test, ticked(bell), 0);
	KUNIT_EXPECT_EQ(test, refs_of(bell), 2);
	own_drop(bell_ticker, second);
	KUNIT_EXPECT_EQ(test, refs_of(bell), 1);
}

static void a_soft_hrtimer_runs_in_softirq(struct kunit *test)
{
	own_auto(bell_ref, ref, bell_new());
	KUNIT_ASSERT_FALSE(test, own_none(ref));
	own_auto(bell_soft, ticking, bell_soft_start(own_take(ref), ms_to_ktime(1)));
	until(ticked(own_use(ticking)) && atomic_read(own_shared(&own_use(ticking)->in_softirq)));
	KUNIT_EXPECT_EQ(test, ticked(own_use(ticking)), 1);
	KUNIT_EXPECT_TRUE(test, atomic_read(own_shared(&own_use(ticking)->in_softirq)));
}

/* Two threads arm, cancel and stop the same timers of one bell. */
#define ROUNDS	10000

static void storm(void *argument)
{
	const struct bell *stormed = argument;
	struct rnd_state random;
	int i;

	prandom_seed_state(&random, task_pid_nr(current));
	for (i = 0; i < ROUNDS; i++) {
		switch (prandom_u32_state(&random) % 5) {
		case 0:
			bell_arm(stormed, 0);
			break;
		case 1:
			bell_arm(stormed, 1);
			break;
		case 2: {
			own_auto(bell_ref, was_armed, bell_timer_cancel(stormed));
			break;
		}
		case 3: {
			own_auto(bell_ref, was_armed, bell_timer_stop(stormed));
			break;
		}
		case 4: {
			own_auto(bell_ticker, ticking,
				 bell_ticker_start(bell_ref_get(stormed), ns_to_ktime(i)));
			break;
		}
		}
	}
}

static void two_threads_and_the_same_timers(struct kunit *test)
{
	own_auto(bell_ref, ref, bell_new());
	KUNIT_ASSERT_FALSE(test, own_none(ref));
	own_borrow(bell, ref);

	together(test, storm, storm, (void *)bell);
	{
		own_auto(bell_ref, was_armed, bell_timer_stop(bell));
	}
	KUNIT_EXPECT_EQ(test, refs_of(bell), 1);
	/* One processor may be done with both before a timer fires. */
	if (num_online_cpus() > 1) {
		KUNIT_EXPECT_GT(test, rang(bell), 0);
		KUNIT_EXPECT_GT(test, ticked(bell), 0);
	}
}

static struct kunit_case timer_cases[] = {
	KUNIT_CASE(a_timer_fires_and_gives_its_reference_back),
	KUNIT_CASE(an_armed_timer_keeps_the_object),
	KUNIT_CASE(a_timer_is_not_early),
	KUNIT_CASE(arming_again_sets_the_time_and_hands_back),
	KUNIT_CASE(cancelling_gives_the_reference_once),
	KUNIT_CASE(stopping_waits_for_the_callback),
	KUNIT_CASE(a_callback_may_arm_its_object_again),
	KUNIT_CASE(what_arms_itself_is_stopped),
	KUNIT_CASE(the_last_reference_goes_in_the_callback),
	KUNIT_CASE(an_object_with_one_owner_is_armed_as_a_whole),
	KUNIT_CASE(an_hrtimer_fires_and_its_handle_keeps_the_object),
	KUNIT_CASE(an_hrtimer_goes_on_periodically),
	KUNIT_CASE(dropping_the_handle_stops_and_waits),
	KUNIT_CASE(cancelling_a_handle_gives_the_reference),
	KUNIT_CASE(two_handles_are_two_references),
	KUNIT_CASE(a_soft_hrtimer_runs_in_softirq),
	KUNIT_CASE(two_threads_and_the_same_timers),
	{ }
};

static struct kunit_suite timer_suite = {
	.name = "own_timer",
	.init = timer_init,
	.exit = timer_exit,
	.test_cases = timer_cases,
};

kunit_test_suite(timer_suite);

MODULE_DESCRIPTION("Tests of own/timer.h");
MODULE_LICENSE("GPL");
