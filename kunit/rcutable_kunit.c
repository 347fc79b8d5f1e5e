// SPDX-License-Identifier: GPL-2.0-only
/*
 * own/rcutable.h: counted objects that are found by number without a lock.
 */
#include <kunit/test.h>
#include <linux/delay.h>
#include <linux/module.h>

#include <own/rcutable.h>

#include "together.h"

static atomic_t sessions;

struct session {
	struct kref refs;
	struct rcu_head rcu;
	int value;
};

static void session_end(struct session *session)
{
	session->value = -1;
	atomic_dec(&sessions);
}
DEFINE_OWN_RCU(session_own, struct session, rcu, OWN_KMALLOC, own_run(session_end));
DEFINE_OWN_RCU_REF(session_ref, session_own, struct session, refs);
DEFINE_OWN_RCU_TABLE(session_table, session_ref, struct session);

struct server {
	struct session_table sessions;
	struct session_table never;	/* not initialised, as where setting up failed */
};
DEFINE_OWN(server_own, struct server, OWN_KMALLOC,
	   own_member(session_table, sessions), own_member(session_table, never));

#define LIMIT	8

static struct session_ref_result session_new(int value)
{
	own_auto(session_own, s, own_alloc(session_own, GFP_KERNEL));

	if (own_none(s))
		return own_fail(session_ref, own_err(s));
	atomic_inc(&sessions);
	own_mut(s)->value = value;
	own_auto(session_ref, shared, session_ref_share(own_take(s)));
	return own_ok(shared);
}

static struct server_own_result server_new(void)
{
	own_auto(server_own, s, own_alloc(server_own, GFP_KERNEL));

	if (own_none(s))
		return own_pass(s);
	session_table_init(&own_mut(s)->sessions, LIMIT);
	return own_ok(s);
}

static int add(const struct server *server, u32 *id, int value)
{
	own_auto(session_ref, s, session_new(value));

	if (own_none(s))
		return own_err(s);
	return own_rest(s, session_table_add(&server->sessions, id, own_take(s)));
}

static int insert(const struct server *server, u32 id, int value)
{
	own_auto(session_ref, s, session_new(value));

	if (own_none(s))
		return own_err(s);
	return own_rest(s, session_table_insert(&server->sessions, id, own_take(s)));
}

static int value_of(const struct server *server, u32 id)
{
	own_auto(session_ref, s, session_table_find(&server->sessions, id));

	if (own_none(s))
		return own_err(s);
	return own_use(s)->value;
}

static int remove_at(const struct server *server, u32 id)
{
	own_auto(session_ref, s, session_table_remove(&server->sessions, id));

	return own_err(s);
}

static int rcutable_init(struct kunit *test)
{
	atomic_set(&sessions, 0);
	return 0;
}

static void rcutable_exit(struct kunit *test)
{
	own_rcu_barrier();
	KUNIT_EXPECT_EQ(test, atomic_read(&sessions), 0);
}

static void what_was_added_is_found(struct kunit *test)
{
	u32 one = 0, two = 0;

	own_auto(server_own, s, server_new());
	KUNIT_ASSERT_FALSE(test, own_none(s));
	own_borrow(server, s);
	KUNIT_EXPECT_EQ(test, add(server, &one, 11), 0);
	KUNIT_EXPECT_EQ(test, add(server, &two, 22), 0);
	KUNIT_EXPECT_EQ(test, one, 1);
	KUNIT_EXPECT_EQ(test, two, 2);
	KUNIT_EXPECT_EQ(test, value_of(server, one), 11);
	KUNIT_EXPECT_EQ(test, value_of(server, two), 22);
	KUNIT_EXPECT_EQ(test, value_of(server, 3), -ENOENT);
	KUNIT_EXPECT_EQ(test, value_of(server, 0), -ENOENT);
	KUNIT_EXPECT_EQ(test, value_of(server, U32_MAX), -ENOENT);
}

static void a_number_is_given_once(struct kunit *test)
{
	u32 id = 0;
	int i;

	own_auto(server_own, s, server_new());
	KUNIT_ASSERT_FALSE(test, own_none(s));
	own_borrow(server, s);
	KUNIT_EXPECT_EQ(test, insert(server, 3, 33), 0);
	KUNIT_EXPECT_EQ(test, insert(server, 3, 34), -EBUSY);
	KUNIT_EXPECT_EQ(test, insert(server, 0, 1), -EINVAL);
	KUNIT_EXPECT_EQ(test, insert(server, LIMIT + 1, 1), -EINVAL);
	KUNIT_EXPECT_EQ(test, insert(server, LIMIT, 1), 0);
	KUNIT_EXPECT_EQ(test, remove_at(server, LIMIT), 0);
	KUNIT_EXPECT_EQ(test, value_of(server, 3), 33);
	for (i = 1; i < LIMIT; i++) {
		KUNIT_EXPECT_EQ(test, add(server, &id, i), 0);
		KUNIT_EXPECT_NE(test, id, 3);
	}
	KUNIT_EXPECT_EQ(test, id, LIMIT);
	KUNIT_EXPECT_EQ(test, add(server, &id, i), -ENOSPC);
	/* What was not accepted was dropped by who offered it. */
	own_rcu_barrier();
	KUNIT_EXPECT_EQ(test, atomic_read(&sessions), LIMIT);
	KUNIT_EXPECT_EQ(test, remove_at(server, 5), 0);
	KUNIT_EXPECT_EQ(test, remove_at(server, 5), -ENOENT);
	KUNIT_EXPECT_EQ(test, add(server, &id, 55), 0);
	KUNIT_EXPECT_EQ(test, id, 5);
}

static void a_table_for_nothing_is_full(struct kunit *test)
{
	u32 id = 7;

	own_auto(server_own, s, own_alloc(server_own, GFP_KERNEL));
	KUNIT_ASSERT_FALSE(test, own_none(s));
	session_table_init(&own_mut(s)->sessions, 0);
	own_borrow(server, s);
	KUNIT_EXPECT_EQ(test, add(server, &id, 1), -ENOSPC);
	KUNIT_EXPECT_EQ(test, insert(server, 1, 1), -EINVAL);
}

static void what_was_found_outlives_the_table(struct kunit *test)
{
	u32 id = 0;

	own_auto(server_own, s, server_new());
	KUNIT_ASSERT_FALSE(test, own_none(s));
	KUNIT_ASSERT_EQ(test, add(own_use(s), &id, 9), 0);
	own_auto(session_ref, found, session_table_find(&own_use(s)->sessions, id));
	KUNIT_ASSERT_FALSE(test, own_none(found));
	KUNIT_EXPECT_EQ(test, kref_read(&own_use(found)->refs), 2);
	own_drop(server_own, s);
	own_rcu_barrier();
	KUNIT_EXPECT_EQ(test, own_use(found)->value, 9);
	KUNIT_EXPECT_EQ(test, kref_read(&own_use(found)->refs), 1);
}

static void what_was_removed_is_given(struct kunit *test)
{
	u32 id = 0;

	own_auto(server_own, s, server_new());
	KUNIT_ASSERT_FALSE(test, own_none(s));
	own_borrow(server, s);
	KUNIT_ASSERT_EQ(test, add(server, &id, 9), 0);
	own_auto(session_ref, removed, session_table_remove(&server->sessions, id));
	KUNIT_ASSERT_FALSE(test, own_none(removed));
	KUNIT_EXPECT_EQ(test, own_use(removed)->value, 9);
	KUNIT_EXPECT_EQ(test, value_of(server, id), -ENOENT);
	own_drop(session_ref, removed);
	own_rcu_barrier();
	KUNIT_EXPECT_EQ(test, atomic_read(&sessions), 0);
}

static void a_table_can_be_emptied_and_used_again(struct kunit *test)
{
	u32 id = 0;
	int i;

	own_auto(server_own, s, server_new());
	KUNIT_ASSERT_FALSE(test, own_none(s));
	for (i = 0; i < LIMIT; i++)
		KUNIT_EXPECT_EQ(test, add(own_use(s), &id, i), 0);
	session_table_drop_all(&own_mut(s)->sessions);
	own_rcu_barrier();
	KUNIT_EXPECT_EQ(test, atomic_read(&sessions), 0);
	KUNIT_EXPECT_EQ(test, add(own_use(s), &id, 1), 0);
	KUNIT_EXPECT_EQ(test, value_of(own_use(s), id), 1);
}

/* One finds while another removes: what is found lives, or is not found. */
struct race {
	const struct server *server;
	bool finding, stopped;
	int found, dead;
};

static void race_run(void *argument)
{
	struct race *race = argument;
	int i, value;

	if (!cmpxchg(&race->finding, false, true)) {
		while (!READ_ONCE(race->stopped)) {
			value = value_of(race->server, 1);
			if (value != -ENOENT) {
				race->found++;
				race->dead += value != 77;
			}
			cond_resched();
		}
		return;
	}
	for (i = 0; i < 5000; i++) {
		if (insert(race->server, 1, 77))
			break;
		if (i & 1)
			udelay(1);
		if (remove_at(race->server, 1))
			break;
	}
	WRITE_ONCE(race->stopped, true);
}

static void what_is_found_lives(struct kunit *test)
{
	struct race race = { };

	own_auto(server_own, s, server_new());
	KUNIT_ASSERT_FALSE(test, own_none(s));
	own_borrow(server, s);
	race.server = server;
	together(test, race_run, race_run, &race);
	KUNIT_EXPECT_EQ(test, race.dead, 0);
}

static struct kunit_case rcutable_cases[] = {
	KUNIT_CASE(what_was_added_is_found),
	KUNIT_CASE(a_number_is_given_once),
	KUNIT_CASE(a_table_for_nothing_is_full),
	KUNIT_CASE(what_was_found_outlives_the_table),
	KUNIT_CASE(what_was_removed_is_given),
	KUNIT_CASE(a_table_can_be_emptied_and_used_again),
	KUNIT_CASE(what_is_found_lives),
	{ }
};

static struct kunit_suite rcutable_suite = {
	.name = "own_rcutable",
	.init = rcutable_init,
	.exit = rcutable_exit,
	.test_cases = rcutable_cases,
};

kunit_test_suite(rcutable_suite);

MODULE_DESCRIPTION("Tests of own/rcutable.h");
MODULE_LICENSE("GPL");
