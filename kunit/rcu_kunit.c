// SPDX-License-Identifier: GPL-2.0-only
/*
 * own/rcu.h: pointers that are read without a lock, and objects that end after their readers.
 */
#include <kunit/test.h>
#include <linux/delay.h>
#include <linux/module.h>
#include <linux/workqueue.h>

/* How often RCU was given memory only, which runs no step of ours when it ends. */
static atomic_t given;

#define kvfree_call_rcu(head, object)					\
	(atomic_inc(&given), kvfree_call_rcu(head, object))

#include <own/locked.h>
#include <own/rcu.h>
#include <own/ref.h>

#include "together.h"

/* How many there are, to see that nothing is lost or ended twice. */
static atomic_t routes, nodes, slow_ones;
static bool slow_in_task;
static struct workqueue_struct *slow_queue;

/* What is memory only. */
struct note {
	struct rcu_head rcu;
	int a, b;
};
DEFINE_OWN_RCU(note_own, struct note, rcu, OWN_KMALLOC);

/* What has a step. */
struct route {
	int metric, copy;
	struct rcu_head rcu;
	struct note_own_rcu note;
};

static void route_end(struct route *route)
{
	route->metric = -1;
	atomic_dec(&routes);
}
DEFINE_OWN_RCU(route_own, struct route, rcu, OWN_KVMALLOC,
	       own_run(route_end), own_member(note_own_rcu, note));

/* What sleeps when it ends. */
struct slow {
	struct rcu_work ending;
	int value;
};

static void slow_end(struct slow *slow)
{
	usleep_range(1000, 2000);
	slow_in_task = in_task();
	atomic_dec(&slow_ones);
}
DEFINE_OWN_RCU(slow_own, struct slow, OWN_RCU_WORK(ending, slow_queue), OWN_KMALLOC,
	       own_run(slow_end));

/* What is counted, and leads to another of its kind. */
struct node;
DECLARE_OWN_RCU(milestone_own, struct node);
DECLARE_OWN_REF(milestone_ref, milestone_own, struct node);
struct node {
	struct kref refs;
	struct rcu_head rcu;
	struct milestone_own_rcu inner;
	int value;
};

static void node_end(struct node *node)
{
	atomic_dec(&nodes);
}
IMPLEMENT_OWN_RCU(milestone_own, struct node, rcu, OWN_KMALLOC,
		  own_run(node_end), own_member(milestone_own_rcu, inner));
IMPLEMENT_OWN_REF(milestone_ref, milestone_own, struct node, refs);

struct leaf {
	struct kref refs;
	struct rcu_head rcu;
	int value;
};

static void leaf_end(struct leaf *leaf)
{
	atomic_dec(&nodes);
}
DEFINE_OWN_RCU(leaf_own, struct leaf, rcu, OWN_KMALLOC, own_run(leaf_end));
DEFINE_OWN_RCU_REF(leaf_ref, leaf_own, struct leaf, refs);

struct port_state {
	struct route_own_rcu route;
	int changes;
};

struct port {
	struct kref refs;
	OWN_LOCKED(spinlock_t, struct port_state) state;
	OWN_LOCKED(struct mutex, struct leaf_ref_rcu) leaf;
	struct route_own_rcu first;	/* set while nobody else sees the port */
};
DEFINE_OWN(port_own, struct port, OWN_KMALLOC,
	   own_locked_member(route_own_rcu, state, route),
	   own_locked_member(leaf_ref_rcu, leaf), own_member(route_own_rcu, first));
DEFINE_OWN_REF(port_ref, port_own, struct port, refs);

static struct route_own_result route_new(int metric)
{
	own_auto(route_own, r, own_alloc(route_own, GFP_KERNEL));

	if (own_none(r))
		return own_pass(r);
	atomic_inc(&routes);
	own_mut(r)->metric = metric;
	own_mut(r)->copy = metric;
	return own_ok(r);
}

static struct leaf_ref_result leaf_new(int value)
{
	own_auto(leaf_own, l, own_alloc(leaf_own, GFP_KERNEL));

	if (own_none(l))
		return own_fail(leaf_ref, own_err(l));
	atomic_inc(&nodes);
	own_mut(l)->value = value;
	own_auto(leaf_ref, shared, leaf_ref_share(own_take(l)));
	return own_ok(shared);
}

static struct port_ref_result port_new(void)
{
	own_auto(port_own, p, own_alloc(port_own, GFP_KERNEL));

	if (own_none(p))
		return own_fail(port_ref, own_err(p));
	own_locked_init(&own_mut(p)->state);
	own_locked_init(&own_mut(p)->leaf);
	own_auto(port_ref, shared, port_ref_share(own_take(p)));
	return own_ok(shared);
}

static int port_set(const struct port *port, int metric)
{
	own_auto(route_own, r, route_new(metric));

	if (own_none(r))
		return own_err(r);
	own_guard(spinlock, state, &port->state);
	state->changes++;
	route_own_rcu_set(&state->route, own_take(r));
	return 0;
}

/* What a reader sees: the metric, or an errno. */
static int port_metric(const struct port *port)
{
	own_rcu_read(route_own, route, own_rcu_in(&port->state, route));

	if (own_none(route))
		return own_err(route);
	return own_use(route)->metric;
}

static void wait_for_ends(void)
{
	own_rcu_barrier();
	/* What these dropped is put off once more. */
	own_rcu_barrier();
	flush_workqueue(slow_queue);
}

static int rcu_case_init(struct kunit *test)
{
	atomic_set(&given, 0);
	atomic_set(&routes, 0);
	atomic_set(&nodes, 0);
	atomic_set(&slow_ones, 0);
	slow_in_task = false;
	return 0;
}

static void rcu_case_exit(struct kunit *test)
{
	wait_for_ends();
	KUNIT_EXPECT_EQ(test, atomic_read(&routes), 0);
	KUNIT_EXPECT_EQ(test, atomic_read(&nodes), 0);
	KUNIT_EXPECT_EQ(test, atomic_read(&slow_ones), 0);
}

static void nothing_is_published_at_first(struct kunit *test)
{
	own_auto(port_ref, ref, port_new());
	KUNIT_ASSERT_FALSE(test, own_none(ref));
	own_borrow(port, ref);

	KUNIT_EXPECT_EQ(test, port_metric(port), -ENOENT);
	own_rcu_read(leaf_ref, leaf, own_rcu_in(&port->leaf));
	KUNIT_EXPECT_EQ(test, own_err(leaf), -ENOENT);
	static_assert(own_in_atomic_scope());
}

static void readers_see_what_was_published(struct kunit *test)
{
	own_auto(port_ref, ref, port_new());
	KUNIT_ASSERT_FALSE(test, own_none(ref));
	own_borrow(port, ref);

	KUNIT_EXPECT_EQ(test, port_set(port, 7), 0);
	KUNIT_EXPECT_EQ(test, port_metric(port), 7);
	KUNIT_EXPECT_EQ(test, port_set(port, 8), 0);
	KUNIT_EXPECT_EQ(test, port_metric(port), 8);
	own_scoped_guard(spinlock, state, &port->state)
		route_own_rcu_clear(&state->route);
	KUNIT_EXPECT_EQ(test, port_metric(port), -ENOENT);
	wait_for_ends();
	KUNIT_EXPECT_EQ(test, atomic_read(&routes), 0);
}

static void what_a_reader_found_stays_for_its_scope(struct kunit *test)
{
	own_auto(port_ref, ref, port_new());
	KUNIT_ASSERT_FALSE(test, own_none(ref));
	own_borrow(port, ref);
	KUNIT_ASSERT_EQ(test, port_set(port, 7), 0);
	own_auto(route_own, next, route_new(8));
	KUNIT_ASSERT_FALSE(test, own_none(next));

	{
		own_rcu_read(route_own, route, own_rcu_in(&port->state, route));

		if (own_none(route)) {
			KUNIT_FAIL(test, "not published");
			return;
		}
		own_borrow(old, route);
		own_scoped_guard(spinlock, state, &port->state)
			route_own_rcu_set(&state->route, own_take(next));
		mdelay(100);
		KUNIT_EXPECT_EQ(test, old->metric, 7);
		KUNIT_EXPECT_EQ(test, atomic_read(&routes), 2);
	}
	KUNIT_EXPECT_EQ(test, port_metric(port), 8);
	wait_for_ends();
	KUNIT_EXPECT_EQ(test, atomic_read(&routes), 1);
}

static void memory_only_is_freed_after_its_readers(struct kunit *test)
{
	static struct note_own_rcu notes;

	own_auto(note_own, first, own_alloc(note_own, GFP_KERNEL));
	own_auto(note_own, second, own_alloc(note_own, GFP_KERNEL));
	KUNIT_ASSERT_FALSE(test, own_none(first));
	KUNIT_ASSERT_FALSE(test, own_none(second));
	own_mut(first)->a = 1;
	own_mut(second)->a = 2;
	note_own_rcu_set(&notes, own_take(first));
	{
		own_rcu_read(note_own, note, &notes);

		KUNIT_EXPECT_FALSE(test, own_none(note));
		if (!own_none(note)) {
			note_own_rcu_set(&notes, own_take(second));
			mdelay(50);
			KUNIT_EXPECT_EQ(test, own_use(note)->a, 1);
		}
	}
	KUNIT_EXPECT_EQ(test, atomic_read(&given), 1);
	note_own_rcu_clear(&notes);
	KUNIT_EXPECT_EQ(test, atomic_read(&given), 2);
}

static void a_drop_is_put_off_too(struct kunit *test)
{
	static struct route_own_rcu nowhere;

	own_auto(route_own, r, route_new(1));

	KUNIT_ASSERT_FALSE(test, own_none(r));
	{
		own_rcu_read(route_own, none, &nowhere);

		KUNIT_EXPECT_TRUE(test, own_none(none));
		own_drop(route_own, r);
		mdelay(50);
		KUNIT_EXPECT_EQ(test, atomic_read(&routes), 1);
	}
	wait_for_ends();
	KUNIT_EXPECT_EQ(test, atomic_read(&routes), 0);
}

static void the_end_of_what_has_it_ends_it(struct kunit *test)
{
	own_auto(port_own, p, own_alloc(port_own, GFP_KERNEL));
	KUNIT_ASSERT_FALSE(test, own_none(p));
	own_locked_init(&own_mut(p)->state);
	own_locked_init(&own_mut(p)->leaf);
	own_auto(route_own, r, route_new(3));
	KUNIT_ASSERT_FALSE(test, own_none(r));
	own_auto(leaf_ref, l, leaf_new(4));
	KUNIT_ASSERT_FALSE(test, own_none(l));

	/* Alone, it needs no lock. */
	route_own_rcu_set(&own_mut(p)->first, own_take(r));
	leaf_ref_rcu_set(own_locked_mut(&own_mut(p)->leaf), own_take(l));
	own_auto(port_ref, ref, port_ref_share(own_take(p)));
	{
		own_rcu_read(route_own, first, &own_use(ref)->first);

		KUNIT_EXPECT_FALSE(test, own_none(first));
		if (!own_none(first))
			KUNIT_EXPECT_EQ(test, own_use(first)->metric, 3);
	}
	own_drop(port_ref, ref);
	wait_for_ends();
	KUNIT_EXPECT_EQ(test, atomic_read(&routes), 0);
	KUNIT_EXPECT_EQ(test, atomic_read(&nodes), 0);
}

static void the_writer_looks_and_copies(struct kunit *test)
{
	own_auto(port_ref, ref, port_new());
	KUNIT_ASSERT_FALSE(test, own_none(ref));
	own_borrow(port, ref);
	KUNIT_ASSERT_EQ(test, port_set(port, 7), 0);
	own_auto(route_own, next, route_new(0));
	KUNIT_ASSERT_FALSE(test, own_none(next));

	own_scoped_guard(spinlock, state, &port->state) {
		{
			own_peek(route_own_rcu, now, &state->route);

			if (!own_none(now))
				own_mut(next)->metric = own_use(now)->metric + 1;
		}
		route_own_rcu_set(&state->route, own_take(next));
	}
	KUNIT_EXPECT_EQ(test, port_metric(port), 8);
}

static void an_end_that_sleeps_is_a_work(struct kunit *test)
{
	static struct slow_own_rcu slow;
	int i;

	for (i = 0; i < 3; i++) {
		own_auto(slow_own, s, own_alloc(slow_own, GFP_KERNEL));

		KUNIT_ASSERT_FALSE(test, own_none(s));
		atomic_inc(&slow_ones);
		own_mut(s)->value = i;
		slow_own_rcu_set(&slow, own_take(s));
	}
	{
		own_rcu_read(slow_own, s, &slow);

		KUNIT_EXPECT_FALSE(test, own_none(s));
		if (!own_none(s))
			KUNIT_EXPECT_EQ(test, own_use(s)->value, 2);
	}
	slow_own_rcu_clear(&slow);
	wait_for_ends();
	KUNIT_EXPECT_EQ(test, atomic_read(&slow_ones), 0);
	KUNIT_EXPECT_TRUE(test, slow_in_task);
}

static void the_last_reference_is_not_revived(struct kunit *test)
{
	own_auto(port_ref, ref, port_new());
	KUNIT_ASSERT_FALSE(test, own_none(ref));
	own_borrow(port, ref);
	own_auto(leaf_ref, l, leaf_new(5));
	KUNIT_ASSERT_FALSE(test, own_none(l));
	own_scoped_guard(mutex, leaf, &port->leaf)
		leaf_ref_rcu_set(leaf, own_take(l));

	{
		own_rcu_read(leaf_ref, found, own_rcu_in(&port->leaf));

		KUNIT_EXPECT_FALSE(test, own_none(found));
		if (own_none(found))
			return;
		own_auto(leaf_ref, mine, leaf_ref_get_unless_zero(own_use(found)));
		KUNIT_EXPECT_FALSE(test, own_none(mine));
		KUNIT_EXPECT_EQ(test, kref_read(&own_use(found)->refs), 2);
	}
	/* The reader was there before the last one went. */
	{
		own_rcu_read(leaf_ref, found, own_rcu_in(&port->leaf));

		if (own_none(found))
			return;
		/* As another processor would, that has the lock. */
		leaf_ref_rcu_clear((struct leaf_ref_rcu *)own_rcu_in(&port->leaf));
		own_auto(leaf_ref, late, leaf_ref_get_unless_zero(own_use(found)));
		KUNIT_EXPECT_EQ(test, own_err(late), -ENOENT);
		KUNIT_EXPECT_EQ(test, own_use(found)->value, 5);
		KUNIT_EXPECT_EQ(test, atomic_read(&nodes), 1);
	}
}

static void objects_lead_to_others_of_their_kind(struct kunit *test)
{
	static struct milestone_own_rcu top;
	int sum = 0;

	own_auto(milestone_own, outer, own_alloc(milestone_own, GFP_KERNEL));
	own_auto(milestone_own, inner, own_alloc(milestone_own, GFP_KERNEL));
	KUNIT_ASSERT_FALSE(test, own_none(outer));
	KUNIT_ASSERT_FALSE(test, own_none(inner));
	atomic_add(2, &nodes);
	own_mut(inner)->value = 10;
	own_mut(outer)->value = 1;
	milestone_own_rcu_set(&own_mut(outer)->inner, own_take(inner));
	milestone_own_rcu_set(&top, own_take(outer));
	{
		own_rcu_read(milestone_own, first, &top);

		if (!own_none(first)) {
			own_borrow(one, first);
			own_rcu_read(milestone_own, second, &one->inner);

			sum = one->value + (own_none(second) ? 0 : own_use(second)->value);
		}
	}
	KUNIT_EXPECT_EQ(test, sum, 11);
	milestone_own_rcu_clear(&top);
	wait_for_ends();
	KUNIT_EXPECT_EQ(test, atomic_read(&nodes), 0);
}

/* Two who change at once, without the lock that they should have. */
static struct route_own_rcu contended;

static void publish_many(void *argument)
{
	int i;

	for (i = 0; i < 2000; i++) {
		own_auto(route_own, r, route_new(i));

		if (own_none(r))
			return;
		route_own_rcu_set(&contended, own_take(r));
	}
}

static void two_who_change_at_once_free_nothing_twice(struct kunit *test)
{
	together(test, publish_many, publish_many, NULL);
	route_own_rcu_clear(&contended);
	wait_for_ends();
	KUNIT_EXPECT_EQ(test, atomic_read(&routes), 0);
}

/* Readers and a writer at the same time. */
struct race {
	const struct port *port;
	bool reading, stopped;
	int torn, seen;
};

static void race_read(void *argument)
{
	struct race *race = argument;

	if (cmpxchg(&race->reading, false, true)) {
		int i;

		/* And until the other has begun. */
		for (i = 1; i < 3000 || (!READ_ONCE(race->seen) && i < 3000000); i++) {
			if (port_set(race->port, i))
				break;
			cond_resched();
		}
		WRITE_ONCE(race->stopped, true);
		return;
	}
	while (!READ_ONCE(race->stopped)) {
		{
			own_rcu_read(route_own, route, own_rcu_in(&race->port->state, route));

			if (!own_none(route)) {
				own_borrow(r, route);
				int metric = READ_ONCE(r->metric);

				udelay(2);
				race->torn += metric != READ_ONCE(r->copy);
				WRITE_ONCE(race->seen, race->seen + 1);
			}
		}
		cond_resched();
	}
}

static void readers_see_whole_objects(struct kunit *test)
{
	struct race race = { };

	own_auto(port_ref, ref, port_new());
	KUNIT_ASSERT_FALSE(test, own_none(ref));
	own_borrow(port, ref);
	KUNIT_ASSERT_EQ(test, port_set(port, 0), 0);
	race.port = port;
	together(test, race_read, race_read, &race);
	KUNIT_EXPECT_EQ(test, race.torn, 0);
	KUNIT_EXPECT_GT(test, race.seen, 0);
}

static int rcu_suite_init(struct kunit_suite *suite)
{
	slow_queue = alloc_workqueue("own_rcu_kunit", WQ_UNBOUND, 0);
	return slow_queue ? 0 : -ENOMEM;
}

static void rcu_suite_exit(struct kunit_suite *suite)
{
	/* As at module exit. */
	own_rcu_barrier();
	if (slow_queue)
		destroy_workqueue(slow_queue);
}

static struct kunit_case rcu_cases[] = {
	KUNIT_CASE(nothing_is_published_at_first),
	KUNIT_CASE(readers_see_what_was_published),
	KUNIT_CASE(what_a_reader_found_stays_for_its_scope),
	KUNIT_CASE(memory_only_is_freed_after_its_readers),
	KUNIT_CASE(a_drop_is_put_off_too),
	KUNIT_CASE(the_end_of_what_has_it_ends_it),
	KUNIT_CASE(the_writer_looks_and_copies),
	KUNIT_CASE(an_end_that_sleeps_is_a_work),
	KUNIT_CASE(the_last_reference_is_not_revived),
	KUNIT_CASE(objects_lead_to_others_of_their_kind),
	KUNIT_CASE(two_who_change_at_once_free_nothing_twice),
	KUNIT_CASE(readers_see_whole_objects),
	{ }
};

static struct kunit_suite rcu_suite = {
	.name = "own_rcu",
	.init = rcu_case_init,
	.exit = rcu_case_exit,
	.suite_init = rcu_suite_init,
	.suite_exit = rcu_suite_exit,
	.test_cases = rcu_cases,
};

kunit_test_suite(rcu_suite);

MODULE_DESCRIPTION("Tests of own/rcu.h");
MODULE_LICENSE("GPL");
