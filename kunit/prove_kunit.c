// SPDX-License-Identifier: GPL-2.0-only
/*
 * own/prove.h: what happens to a caller who broke a promise.
 *
 * A function that receives an owner relies on what its type promises. Only code that was told to
 * look away (own_unsafe_from() and friends) can break it, and the kernels on which one tests stop
 * there, before the value does harm.
 */
#include <kunit/test.h>
#include <linux/module.h>

#include <own/box.h>
#include <own/queue.h>

#include "dies.h"

static atomic_t dropped, reached;

struct parcel {
	struct list_head node;
};

static void parcel_free(struct parcel *parcel)
{
	atomic_inc(&dropped);
}

DEFINE_OWN(parcel_own, struct parcel, parcel_free);
DEFINE_OWN_QUEUE(parcel_queue, parcel_own, struct parcel, node);

static int prove_init(struct kunit *test)
{
	if (!IS_ENABLED(CONFIG_KASAN))
		kunit_skip(test, "broken promises trap on kernels with KASAN");
	atomic_set(&dropped, 0);
	atomic_set(&reached, 0);
	return 0;
}

/* Out of line, so that the promise is all that it knows about its argument. */
static noinline void receive(struct parcel_own parcel)
{
	own_auto(parcel_own, p, parcel);

	atomic_inc(&reached);
}

static void hand_on_a_forged_value(void *pointer)
{
	/* The compiler is not to know what is forged here. */
	OPTIMIZER_HIDE_VAR(pointer);
	/* SAFETY: a lie; see dies(). */
	receive(own_unsafe_from(parcel_own, pointer));
}

static void a_true_promise_costs_nothing(struct kunit *test)
{
	struct parcel parcel;

	KUNIT_EXPECT_FALSE(test, dies(test, hand_on_a_forged_value, &parcel));
	KUNIT_EXPECT_EQ(test, atomic_read(&reached), 1);
	KUNIT_EXPECT_EQ(test, atomic_read(&dropped), 1);
}

static void an_owner_of_null_stops_its_receiver(struct kunit *test)
{
	KUNIT_EXPECT_TRUE(test, dies(test, hand_on_a_forged_value, NULL));
	KUNIT_EXPECT_EQ(test, atomic_read(&reached), 0);
	KUNIT_EXPECT_EQ(test, atomic_read(&dropped), 0);
}

static void take_from_a_forged_slot(void *pointer)
{
	struct parcel_own_slot slot = { };

	OPTIMIZER_HIDE_VAR(pointer);
	memcpy(&slot, &pointer, sizeof(slot));
	own_auto(parcel_own, p, parcel_own_take_from(&slot));
	atomic_inc(&reached);
}

/* A slot holds an object or nothing. */
static void a_slot_of_an_errno_stops_who_takes_from_it(struct kunit *test)
{
	KUNIT_EXPECT_TRUE(test, dies(test, take_from_a_forged_slot, ERR_PTR(-EIO)));
	KUNIT_EXPECT_EQ(test, atomic_read(&reached), 0);
	KUNIT_EXPECT_FALSE(test, dies(test, take_from_a_forged_slot, NULL));
	KUNIT_EXPECT_EQ(test, atomic_read(&reached), 1);
	KUNIT_EXPECT_EQ(test, atomic_read(&dropped), 0);
}

static void pop_from_a_zeroed_queue(void *unused)
{
	struct parcel_queue queue = { };

	OPTIMIZER_HIDE_VAR(unused);
	own_auto(parcel_own, p, parcel_queue_pop(&queue));
	atomic_inc(&reached);
}

/* The element at address 0 is no element: somebody forgot parcel_queue_init(). */
static void a_queue_that_was_never_set_up_stops_who_pops(struct kunit *test)
{
	KUNIT_EXPECT_TRUE(test, dies(test, pop_from_a_zeroed_queue, NULL));
	KUNIT_EXPECT_EQ(test, atomic_read(&reached), 0);
}

static struct kunit_case prove_cases[] = {
	KUNIT_CASE(a_true_promise_costs_nothing),
	KUNIT_CASE(an_owner_of_null_stops_its_receiver),
	KUNIT_CASE(a_slot_of_an_errno_stops_who_takes_from_it),
	KUNIT_CASE(a_queue_that_was_never_set_up_stops_who_pops),
	{ }
};

static struct kunit_suite prove_suite = {
	.name = "own_prove",
	.init = prove_init,
	.test_cases = prove_cases,
};

kunit_test_suite(prove_suite);

MODULE_DESCRIPTION("Tests of own/prove.h");
MODULE_LICENSE("GPL");
