// SPDX-License-Identifier: GPL-2.0-only
/*
 * own/revocable.h: data that can go away while holders remain.
 *
 * The letters (a) to (g) are the rules in the header. What of them is a rule for the compiler is
 * tested in tests/reject.
 */
#include <kunit/test.h>
#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/jiffies.h>
#include <linux/ktime.h>
#include <linux/module.h>
#include <linux/srcu.h>
#include <linux/wait.h>

/* An srcu_struct has memory on each processor, which nobody else counts. */
static atomic_t srcus;

static inline int srcu_made(int err)
{
	if (!err)
		atomic_inc(&srcus);
	return err;
}

static inline void srcu_gone(struct srcu_struct *srcu)
{
	cleanup_srcu_struct(srcu);
	atomic_dec(&srcus);
}

#define __init_srcu_struct(...)	srcu_made(__init_srcu_struct(__VA_ARGS__))
#define cleanup_srcu_struct	srcu_gone

#include <own/locked.h>
#include <own/revocable.h>

#include "fail_nth.h"
#include "together.h"

/* How many there are, to see that nothing is lost or dropped twice. */
static atomic_t gates, depots;

struct depot {
	OWN_LOCKED(spinlock_t, int) visits;
	int number;
};

static void depot_end(struct depot *depot)
{
	atomic_dec(&depots);
	depot->number = -1;
}

DEFINE_OWN(depot_own, struct depot, OWN_KMALLOC, own_run(depot_end));

struct gate {
	struct kref refs;
	struct own_revocable depot;
	OWN_SHARED(wait_queue_head_t) sleepers;
};

DECLARE_OWN(gate_own, struct gate);
DEFINE_OWN_REF(gate_ref, gate_own, struct gate, refs);
DEFINE_OWN_REVOCABLE(gate_depot, gate_ref, struct gate, depot, depot_own, struct depot);

static void gate_end(struct gate *gate)
{
	atomic_dec(&gates);
}

IMPLEMENT_OWN(gate_own, struct gate, OWN_KMALLOC, own_member(gate_depot, depot), own_run(gate_end));

static struct depot_own_result depot_new(int number)
{
	own_auto(depot_own, depot, own_alloc(depot_own, GFP_KERNEL));

	if (own_none(depot))
		return own_pass(depot);
	atomic_inc(&depots);
	own_locked_init(&own_mut(depot)->visits);
	own_mut(depot)->number = number;
	return own_ok(depot);
}

/* A gate without anything behind it. */
static struct gate_own_result gate_alloc(void)
{
	own_auto(gate_own, gate, own_alloc(gate_own, GFP_KERNEL));

	if (own_none(gate))
		return own_pass(gate);
	atomic_inc(&gates);
	init_waitqueue_head(own_shared(&own_mut(gate)->sleepers));
	return own_ok(gate);
}

/* With a depot, and nobody else can see it yet. */
static struct gate_own_result gate_alone(int number)
{
	int err;

	own_auto(depot_own, depot, depot_new(number));
	if (own_none(depot))
		return own_fail(gate_own, own_err(depot));
	own_auto(gate_own, gate, gate_alloc());
	if (own_none(gate))
		return own_pass(gate);
	err = own_rest(depot, gate_depot_init(own_mut(gate), own_take(depot)));
	if (err)
		return own_fail(gate_own, err);
	return own_ok(gate);
}

static struct gate_ref_result gate_new(int number)
{
	own_auto(gate_own, gate, gate_alone(number));

	if (own_none(gate))
		return own_fail(gate_ref, own_err(gate));
	own_auto(gate_ref, shared, gate_ref_share(own_take(gate)));
	return own_ok(shared);
}

/* What a driver's call does: the number of the depot, or an errno. */
static int visit(const struct gate *gate)
{
	own_access(gate_depot, depot, gate);
	if (own_none(depot))
		return own_err(depot);
	own_guard(spinlock, visits, &own_use(depot)->visits);
	++*visits;
	return own_use(depot)->number;
}

/* Revoke and drop: 0, or why there was nothing to drop. */
static int revoke(const struct gate *gate)
{
	own_auto(depot_own, depot, gate_depot_revoke(gate));

	return own_err(depot);
}

static int revocable_init(struct kunit *test)
{
	atomic_set(&gates, 0);
	atomic_set(&depots, 0);
	return 0;
}

static void revocable_exit(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, atomic_read(&gates), 0);
	KUNIT_EXPECT_EQ(test, atomic_read(&depots), 0);
	KUNIT_EXPECT_EQ(test, atomic_read(&srcus), 0);
}

static void access_until_revoked(struct kunit *test)
{
	own_auto(gate_ref, ref, gate_new(7));
	KUNIT_ASSERT_FALSE(test, own_none(ref));
	KUNIT_EXPECT_EQ(test, atomic_read(&srcus), 1);
	own_borrow(gate, ref);

	KUNIT_EXPECT_EQ(test, visit(gate), 7);
	KUNIT_EXPECT_FALSE(test, gate_depot_is_dead(gate));
	{
		own_auto(depot_own, depot, gate_depot_revoke(gate));
		KUNIT_ASSERT_FALSE(test, own_none(depot));
		/* The one who revoked has it alone. */
		KUNIT_EXPECT_EQ(test, *own_locked_mut(&own_mut(depot)->visits), 1);
		KUNIT_EXPECT_EQ(test, visit(gate), -ENODEV);
		KUNIT_EXPECT_TRUE(test, gate_depot_is_dead(gate));
		KUNIT_EXPECT_EQ(test, atomic_read(&depots), 1);
	}
	KUNIT_EXPECT_EQ(test, atomic_read(&depots), 0);
}

/* (a) Sections of one gate nest and overlap; each has its own index. */
static void accesses_nest(struct kunit *test)
{
	own_auto(gate_ref, ref, gate_new(7));
	KUNIT_ASSERT_FALSE(test, own_none(ref));
	own_borrow(gate, ref);
	{
		own_access(gate_depot, outer, gate);
		KUNIT_EXPECT_EQ(test, own_err(outer), 0);
		KUNIT_EXPECT_EQ(test, visit(gate), 7);
		{
			own_access(gate_depot, inner, gate);
			KUNIT_EXPECT_EQ(test, own_err(inner), 0);
		}
		KUNIT_EXPECT_EQ(test, visit(gate), 7);
	}
	KUNIT_EXPECT_EQ(test, revoke(gate), 0);
}

/* (b), (e) The gate serves those who come late until the last of them has gone. */
static void a_late_holder_is_refused_and_not_hurt(struct kunit *test)
{
	own_auto(gate_ref, late, gate_new(7));
	KUNIT_ASSERT_FALSE(test, own_none(late));
	{
		own_auto(gate_ref, unbinder, gate_ref_get(own_use(late)));
		KUNIT_EXPECT_EQ(test, revoke(own_use(unbinder)), 0);
	}
	KUNIT_EXPECT_EQ(test, atomic_read(&depots), 0);
	KUNIT_EXPECT_EQ(test, atomic_read(&gates), 1);
	KUNIT_EXPECT_EQ(test, visit(own_use(late)), -ENODEV);
	KUNIT_EXPECT_EQ(test, revoke(own_use(late)), -ENODEV);
	KUNIT_EXPECT_EQ(test, visit(own_use(late)), -ENODEV);
	own_drop(gate_ref, late);
	KUNIT_EXPECT_EQ(test, atomic_read(&gates), 0);
}

/* An access keeps the reference that it was had from, and no longer. */
static void a_reference_may_go_after_its_access(struct kunit *test)
{
	own_auto(gate_ref, ref, gate_new(7));
	KUNIT_ASSERT_FALSE(test, own_none(ref));
	{
		own_access(gate_depot, depot, own_use(ref));
		KUNIT_ASSERT_FALSE(test, own_none(depot));
		KUNIT_EXPECT_EQ(test, own_use(depot)->number, 7);
	}
	own_drop(gate_ref, ref);
	KUNIT_EXPECT_EQ(test, atomic_read(&gates), 0);
}

/* Where WARN_ON_ONCE() is no instruction of its own, "once" counts what was suppressed, too. */
#ifdef __WARN_FLAGS
#define WARNS_AGAIN	true
#else
#define WARNS_AGAIN	false
#endif

/* (c) Nothing is un-revoked, and nothing that lives is replaced. */
static void what_was_opened_once_is_not_opened_again(struct kunit *test)
{
	int i;

	own_auto(gate_own, gate, gate_alone(7));
	KUNIT_ASSERT_FALSE(test, own_none(gate));

	for (i = 0; i < 2; i++) {
		own_auto(depot_own, other, depot_new(8));
		KUNIT_ASSERT_FALSE(test, own_none(other));
		kunit_warning_suppress(test) {
			KUNIT_EXPECT_EQ(test, -EBUSY,
					own_rest(other, gate_depot_init(own_mut(gate),
									own_take(other))));
			if (WARNS_AGAIN)
				KUNIT_EXPECT_SUPPRESSED_WARNING_COUNT(test, 1);
		}
		KUNIT_ASSERT_FALSE(test, own_none(other));
		KUNIT_EXPECT_EQ(test, own_use(other)->number, 8);

		KUNIT_EXPECT_EQ(test, visit(own_use(gate)), i ? -ENODEV : 7);
		if (!i)
			KUNIT_EXPECT_EQ(test, revoke(own_use(gate)), 0);
	}
}

/* What several threads of a case share. */
struct scene {
	struct kunit *test;
	const struct gate *gate;
	struct completion entered;
	bool leave, left;
	bool first_done, second_done;
	int first, second;
	int answer;
};

/*
 * It may not sleep inside. So it gives way, which is no sleep, again and again: were it only to
 * spin, one processor without preemption would never run another thread.
 */
static void stay_inside(void *argument)
{
	struct scene *scene = argument;

	own_access(gate_depot, depot, scene->gate);
	if (own_none(depot)) {
		KUNIT_FAIL(scene->test, "no access");
		complete(&scene->entered);
		return;
	}
	complete(&scene->entered);
	while (!READ_ONCE(scene->leave))
		schedule();	/* SAYS: sleep */
	/* It is still there, whatever the others did: KASAN looks. */
	scene->answer = own_use(depot)->number;
	WRITE_ONCE(scene->left, true);
}

static void revoke_first(void *argument)
{
	struct scene *scene = argument;

	scene->first = revoke(scene->gate);
	KUNIT_EXPECT_TRUE(scene->test, READ_ONCE(scene->left));
	WRITE_ONCE(scene->first_done, true);
}

static void revoke_second(void *argument)
{
	struct scene *scene = argument;

	scene->second = revoke(scene->gate);
	KUNIT_EXPECT_TRUE(scene->test, READ_ONCE(scene->left));
	WRITE_ONCE(scene->second_done, true);
}

static void wait_until_dead(const struct gate *gate)
{
	while (!gate_depot_is_dead(gate))
		msleep(20);
}

/* (f) The first revoke waits for the reader, and the second for the first. */
static void revoking_waits_for_readers_and_for_another_revoke(struct kunit *test)
{
	struct other_thread reader, first, second;

	own_auto(gate_ref, ref, gate_new(7));
	KUNIT_ASSERT_FALSE(test, own_none(ref));
	own_borrow(gate, ref);
	struct scene scene = { test, gate, COMPLETION_INITIALIZER_ONSTACK(scene.entered) };

	other_thread_start(test, &reader, stay_inside, &scene);
	wait_for_completion(&scene.entered);
	other_thread_start(test, &first, revoke_first, &scene);
	wait_until_dead(gate);
	other_thread_start(test, &second, revoke_second, &scene);
	msleep(200);

	/* Nobody new enters, nobody has returned, and nothing is gone. */
	KUNIT_EXPECT_EQ(test, visit(gate), -ENODEV);
	KUNIT_EXPECT_FALSE(test, READ_ONCE(scene.first_done));
	KUNIT_EXPECT_FALSE(test, READ_ONCE(scene.second_done));
	KUNIT_EXPECT_EQ(test, atomic_read(&depots), 1);

	WRITE_ONCE(scene.leave, true);
	other_thread_wait(&reader);
	other_thread_wait(&first);
	other_thread_wait(&second);
	KUNIT_EXPECT_EQ(test, scene.answer, 7);
	KUNIT_EXPECT_EQ(test, scene.first, 0);
	KUNIT_EXPECT_EQ(test, scene.second, -ENODEV);
	KUNIT_EXPECT_EQ(test, atomic_read(&depots), 0);
}

/* (d) Marking dead waits for nobody, so that sleepers can be woken before revoking waits. */
static void marked_dead_refuses_at_once_and_waits_for_nobody(struct kunit *test)
{
	struct other_thread reader;

	own_auto(gate_ref, ref, gate_new(7));
	KUNIT_ASSERT_FALSE(test, own_none(ref));
	own_borrow(gate, ref);
	struct scene scene = { test, gate, COMPLETION_INITIALIZER_ONSTACK(scene.entered) };

	other_thread_start(test, &reader, stay_inside, &scene);
	wait_for_completion(&scene.entered);
	gate_depot_mark_dead(gate);
	KUNIT_EXPECT_FALSE(test, READ_ONCE(scene.left));
	KUNIT_EXPECT_EQ(test, visit(gate), -ENODEV);
	KUNIT_EXPECT_TRUE(test, gate_depot_is_dead(gate));
	KUNIT_EXPECT_EQ(test, atomic_read(&depots), 1);
	WRITE_ONCE(scene.leave, true);
	/* The owner is still to be had, once. */
	KUNIT_EXPECT_EQ(test, revoke(gate), 0);
	KUNIT_EXPECT_TRUE(test, READ_ONCE(scene.left));
	KUNIT_EXPECT_EQ(test, revoke(gate), -ENODEV);
	other_thread_wait(&reader);
}

/* A driver's sleeping call: look, leave, sleep, look again. */
static void sleep_for_ever(void *argument)
{
	struct scene *scene = argument;

	if (visit(scene->gate) != 7)
		KUNIT_FAIL(scene->test, "no access");
	complete(&scene->entered);
	wait_event(*own_shared(&scene->gate->sleepers), gate_depot_is_dead(scene->gate));
	scene->answer = visit(scene->gate);
}

/* (d) */
static void unbinding_wakes_who_sleeps(struct kunit *test)
{
	struct other_thread sleeper;

	own_auto(gate_ref, ref, gate_new(7));
	KUNIT_ASSERT_FALSE(test, own_none(ref));
	own_borrow(gate, ref);
	struct scene scene = { test, gate, COMPLETION_INITIALIZER_ONSTACK(scene.entered) };

	other_thread_start(test, &sleeper, sleep_for_ever, &scene);
	wait_for_completion(&scene.entered);
	msleep(20);
	gate_depot_mark_dead(gate);
	wake_up_all(own_shared(&gate->sleepers));
	KUNIT_EXPECT_EQ(test, revoke(gate), 0);
	other_thread_wait(&sleeper);
	KUNIT_EXPECT_EQ(test, scene.answer, -ENODEV);
}

/*
 * (g) Somewhere else in the driver a copy from user memory does not come to its end, because the
 * page does not arrive. It happens outside, so nobody waits for it.
 */
static void park(void *argument)
{
	struct scene *scene = argument;

	if (visit(scene->gate) != 7)
		KUNIT_FAIL(scene->test, "no access");
	complete(&scene->entered);
	while (!READ_ONCE(scene->leave))
		msleep(20);
	scene->answer = visit(scene->gate);
	WRITE_ONCE(scene->left, true);
}

static void a_parked_copy_does_not_hold_up_revoking(struct kunit *test)
{
	struct other_thread parked;

	own_auto(gate_ref, ref, gate_new(7));
	KUNIT_ASSERT_FALSE(test, own_none(ref));
	own_borrow(gate, ref);
	struct scene scene = { test, gate, COMPLETION_INITIALIZER_ONSTACK(scene.entered) };

	other_thread_start(test, &parked, park, &scene);
	wait_for_completion(&scene.entered);
	/* If it did, it would not end. */
	KUNIT_EXPECT_EQ(test, revoke(gate), 0);
	KUNIT_EXPECT_EQ(test, atomic_read(&depots), 0);
	KUNIT_EXPECT_FALSE(test, READ_ONCE(scene.left));

	WRITE_ONCE(scene.leave, true);
	other_thread_wait(&parked);
	KUNIT_EXPECT_EQ(test, scene.answer, -ENODEV);
}

/* (g) What the compiler does not see, might_sleep() does: it complains in here. */
static void sleeping_inside_is_forbidden_at_run_time(struct kunit *test)
{
#ifdef CONFIG_DEBUG_ATOMIC_SLEEP
	int before = current->non_block_count;

	own_auto(gate_ref, ref, gate_new(7));
	KUNIT_ASSERT_FALSE(test, own_none(ref));
	own_borrow(gate, ref);
	{
		own_access(gate_depot, depot, gate);
		KUNIT_EXPECT_EQ(test, own_err(depot), 0);
		KUNIT_EXPECT_EQ(test, current->non_block_count, before + 1);
		{
			own_access(gate_depot, inner, gate);
			KUNIT_EXPECT_EQ(test, own_err(inner), 0);
			KUNIT_EXPECT_EQ(test, current->non_block_count, before + 2);
		}
	}
	KUNIT_EXPECT_EQ(test, current->non_block_count, before);
	KUNIT_EXPECT_EQ(test, revoke(gate), 0);
	{
		own_access(gate_depot, none, gate);
		KUNIT_EXPECT_EQ(test, own_err(none), -ENODEV);
		KUNIT_EXPECT_EQ(test, current->non_block_count, before + 1);
	}
	KUNIT_EXPECT_EQ(test, current->non_block_count, before);
#else
	kunit_skip(test, "needs CONFIG_DEBUG_ATOMIC_SLEEP");
#endif
}

/* (f) In one function this does not compile. */
static noinline int revoke_elsewhere(const struct gate *gate)
{
	return revoke(gate);
}

static void revoking_under_ones_own_access_warns(struct kunit *test)
{
	if (!IS_ENABLED(CONFIG_PROVE_LOCKING) || !debug_locks)
		kunit_skip(test, "needs CONFIG_PROVE_LOCKING, and lockdep that is still on");

	own_auto(gate_ref, ref, gate_new(7));
	KUNIT_ASSERT_FALSE(test, own_none(ref));
	own_borrow(gate, ref);

	kunit_warning_suppress(test) {
		own_access(gate_depot, depot, gate);
		KUNIT_ASSERT_FALSE(test, own_none(depot));
		KUNIT_EXPECT_EQ(test, revoke_elsewhere(gate), -EDEADLK);	/* SAYS: sleep */
		KUNIT_EXPECT_SUPPRESSED_WARNING_COUNT(test, 1);
		KUNIT_EXPECT_EQ(test, own_use(depot)->number, 7);
	}
	/* Nothing has changed. */
	KUNIT_EXPECT_EQ(test, visit(gate), 7);
	KUNIT_EXPECT_EQ(test, revoke(gate), 0);
}

/* Another gate's data may be revoked there, as far as lockdep is concerned. */
static void access_to_one_gate_is_not_access_to_another(struct kunit *test)
{
	own_auto(gate_ref, ref, gate_new(7));
	own_auto(gate_ref, other, gate_new(8));
	KUNIT_ASSERT_FALSE(test, own_none(ref));
	KUNIT_ASSERT_FALSE(test, own_none(other));

	KUNIT_EXPECT_EQ(test, revoke(own_use(ref)), 0);
	KUNIT_EXPECT_EQ(test, visit(own_use(ref)), -ENODEV);
	KUNIT_EXPECT_EQ(test, visit(own_use(other)), 8);
}

static void what_was_never_revoked_goes_with_the_gate(struct kunit *test)
{
	own_auto(gate_ref, ref, gate_new(7));
	KUNIT_ASSERT_FALSE(test, own_none(ref));

	own_drop(gate_ref, ref);
	KUNIT_EXPECT_EQ(test, atomic_read(&depots), 0);
	KUNIT_EXPECT_EQ(test, atomic_read(&gates), 0);
}

static void a_gate_that_was_never_opened_can_be_dropped(struct kunit *test)
{
	own_auto(gate_own, gate, gate_alloc());
	KUNIT_ASSERT_FALSE(test, own_none(gate));

	own_drop(gate_own, gate);
	KUNIT_EXPECT_EQ(test, atomic_read(&gates), 0);
}

/* Whichever allocation fails, the depot is handed back and the gate can be dropped. */
static void no_memory_for_a_gate(struct kunit *test)
{
	unsigned int n, failed = 0;

	fail_nth_or_skip(test);
	own_auto(depot_own, depot, depot_new(7));
	for (n = 1; n < 20; n++) {
		int err;

		own_auto(gate_own, gate, gate_alloc());
		KUNIT_ASSERT_FALSE(test, own_none(gate));
		KUNIT_ASSERT_FALSE(test, own_none(depot));
		fail_nth(n);
		err = own_rest(depot, gate_depot_init(own_mut(gate), own_take(depot)));
		fail_nth_came();
		if (!err)
			break;
		failed++;
		KUNIT_EXPECT_EQ(test, err, -ENOMEM);
	}
	KUNIT_EXPECT_GT(test, failed, 0);
	KUNIT_EXPECT_TRUE(test, own_none(depot));
}

/*
 * Readers and the one who revokes at the same time, again and again. Each reader has its own
 * reference to the gate, so it also races with the last put.
 */
#define ROUNDS	40

static struct {
	struct gate_ref_slot gate[2];
	atomic_t visits;
} race;

static void visit_until_refused(void *argument)
{
	struct kunit *test = argument;

	own_auto(gate_ref, gate, gate_ref_take_from(&race.gate[0]));
	if (own_none(gate))
		return;
	for (;;) {
		int answer = visit(own_use(gate));

		if (answer == -ENODEV)
			break;
		if (answer != 7) {
			KUNIT_FAIL(test, "answer %d", answer);
			break;
		}
		atomic_inc(&race.visits);
		cond_resched();
	}
}

static void revoke_after_some_visits(void *argument)
{
	own_auto(gate_ref, gate, gate_ref_take_from(&race.gate[1]));
	if (own_none(gate))
		return;
	while (atomic_read(&race.visits) < 3)
		cond_resched();
	revoke(own_use(gate));
}

static void readers_race_with_revoking_and_the_last_put(struct kunit *test)
{
	int i;

	for (i = 0; i < ROUNDS; i++) {
		own_auto(gate_ref, ref, gate_new(7));
		KUNIT_ASSERT_FALSE(test, own_none(ref));
		gate_ref_set(&race.gate[0], gate_ref_get(own_use(ref)));
		gate_ref_set(&race.gate[1], own_take(ref));
		atomic_set(&race.visits, 0);
		together(test, visit_until_refused, revoke_after_some_visits, test);
		KUNIT_EXPECT_EQ(test, atomic_read(&depots), 0);
		KUNIT_EXPECT_EQ(test, atomic_read(&gates), 0);
	}
}

static struct kunit_case revocable_cases[] = {
	KUNIT_CASE(access_until_revoked),
	KUNIT_CASE(accesses_nest),
	KUNIT_CASE(a_late_holder_is_refused_and_not_hurt),
	KUNIT_CASE(a_reference_may_go_after_its_access),
	KUNIT_CASE(what_was_opened_once_is_not_opened_again),
	KUNIT_CASE(revoking_waits_for_readers_and_for_another_revoke),
	KUNIT_CASE(marked_dead_refuses_at_once_and_waits_for_nobody),
	KUNIT_CASE(unbinding_wakes_who_sleeps),
	KUNIT_CASE(a_parked_copy_does_not_hold_up_revoking),
	KUNIT_CASE(sleeping_inside_is_forbidden_at_run_time),
	KUNIT_CASE(revoking_under_ones_own_access_warns),
	KUNIT_CASE(access_to_one_gate_is_not_access_to_another),
	KUNIT_CASE(what_was_never_revoked_goes_with_the_gate),
	KUNIT_CASE(a_gate_that_was_never_opened_can_be_dropped),
	KUNIT_CASE(no_memory_for_a_gate),
	KUNIT_CASE(readers_race_with_revoking_and_the_last_put),
	{ }
};

static struct kunit_suite revocable_suite = {
	.name = "own_revocable",
	.init = revocable_init,
	.exit = revocable_exit,
	.test_cases = revocable_cases,
};

kunit_test_suite(revocable_suite);

MODULE_DESCRIPTION("Tests of own/revocable.h");
MODULE_LICENSE("GPL");
