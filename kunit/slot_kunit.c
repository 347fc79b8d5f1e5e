// SPDX-License-Identifier: GPL-2.0-only
/*
 * own/slot.h: members that own.
 */
#include <kunit/test.h>
#include <linux/module.h>

#include <own/queue.h>
#include <own/ref.h>

/* How many there are, and the last one that ended. The cases run one after the other. */
static int alive, last;

/* What the slot had when a parcel ended; see a_slot_has_the_new_one_when_the_old_one_ends(). */
static int seen;

struct parcel {
	struct list_head node;
	struct kref refs;
	int id;
};

static void parcel_end(struct parcel *parcel);
DEFINE_OWN(parcel_own, struct parcel, OWN_KMALLOC, own_run(parcel_end));
DEFINE_OWN_QUEUE(parcel_queue, parcel_own, struct parcel, node);
DEFINE_OWN_REF(parcel_ref, parcel_own, struct parcel, refs);

static struct parcel_own_slot slot;

static void parcel_end(struct parcel *parcel)
{
	alive--;
	last = parcel->id;
	own_peek(parcel_own, p, &slot);
	seen = own_none(p) ? 0 : own_use(p)->id;
}

static struct parcel_own_result parcel_new(int id)
{
	own_auto(parcel_own, p, own_alloc(parcel_own, GFP_KERNEL));

	if (own_none(p))
		return own_pass(p);
	alive++;
	own_mut(p)->id = id;
	return own_ok(p);
}

/* The number of what is in the slot, or an errno. */
static int id_in(const struct parcel_own_slot *where)
{
	own_peek(parcel_own, p, where);
	if (own_none(p))
		return own_err(p);
	return own_use(p)->id;
}

static int slot_init(struct kunit *test)
{
	alive = 0;
	last = 0;
	seen = 0;
	return 0;
}

static void slot_exit(struct kunit *test)
{
	{
		own_auto(parcel_own, left, parcel_own_take_from(&slot));
	}
	KUNIT_EXPECT_EQ(test, alive, 0);
}

/* Slots ---------------------------------------------------------------------------------------- */

static void a_zeroed_slot_is_empty(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, id_in(&slot), -ENOENT);
	own_auto(parcel_own, p, parcel_own_take_from(&slot));
	KUNIT_EXPECT_TRUE(test, own_none(p));
	KUNIT_EXPECT_EQ(test, own_err(p), -ENOENT);
}

static void swapping_a_slot_gives_the_old_one(struct kunit *test)
{
	own_auto(parcel_own, one, parcel_new(1));
	own_auto(parcel_own, two, parcel_new(2));
	KUNIT_ASSERT_FALSE(test, own_none(one) || own_none(two));
	{
		own_auto(parcel_own, old, parcel_own_swap(&slot, own_take(one)));
		KUNIT_EXPECT_TRUE(test, own_none(old));
	}
	{
		own_auto(parcel_own, old, parcel_own_swap(&slot, own_take(two)));
		KUNIT_ASSERT_FALSE(test, own_none(old));
		KUNIT_EXPECT_EQ(test, own_use(old)->id, 1);
	}
	KUNIT_EXPECT_EQ(test, alive, 1);

	own_auto(parcel_own, taken, parcel_own_take_from(&slot));
	KUNIT_ASSERT_FALSE(test, own_none(taken));
	KUNIT_EXPECT_EQ(test, own_use(taken)->id, 2);
	KUNIT_EXPECT_EQ(test, id_in(&slot), -ENOENT);
}

static void setting_a_slot_drops_the_old_one(struct kunit *test)
{
	own_auto(parcel_own, one, parcel_new(1));
	own_auto(parcel_own, two, parcel_new(2));
	KUNIT_ASSERT_FALSE(test, own_none(one) || own_none(two));
	parcel_own_set(&slot, own_take(one));
	KUNIT_EXPECT_EQ(test, id_in(&slot), 1);
	KUNIT_EXPECT_EQ(test, alive, 2);
	parcel_own_set(&slot, own_take(two));
	KUNIT_EXPECT_EQ(test, id_in(&slot), 2);
	KUNIT_EXPECT_EQ(test, last, 1);
	KUNIT_EXPECT_EQ(test, alive, 1);
}

/* Whoever looks while the old one ends does not see it. */
static void a_slot_has_the_new_one_when_the_old_one_ends(struct kunit *test)
{
	own_auto(parcel_own, one, parcel_new(1));
	own_auto(parcel_own, two, parcel_new(2));
	KUNIT_ASSERT_FALSE(test, own_none(one) || own_none(two));
	parcel_own_set(&slot, own_take(one));
	parcel_own_set(&slot, own_take(two));
	KUNIT_EXPECT_EQ(test, last, 1);
	KUNIT_EXPECT_EQ(test, seen, 2);
}

/* Looking -------------------------------------------------------------------------------------- */

static void looking_takes_nothing(struct kunit *test)
{
	own_auto(parcel_own, one, parcel_new(3));
	KUNIT_ASSERT_FALSE(test, own_none(one));

	const struct parcel *raw = own_use(one);

	parcel_own_set(&slot, own_take(one));
	{
		own_peek(parcel_own, p, &slot);
		KUNIT_EXPECT_EQ(test, own_err(p), 0);
		KUNIT_ASSERT_FALSE(test, own_none(p));
		KUNIT_EXPECT_PTR_EQ(test, own_use(p), raw);
		own_borrow(b, p);
		KUNIT_EXPECT_PTR_EQ(test, b, raw);
	}
	KUNIT_EXPECT_EQ(test, alive, 1);
	KUNIT_EXPECT_EQ(test, id_in(&slot), 3);
}

static void who_has_the_slot_alone_may_change_what_is_in_it(struct kunit *test)
{
	own_auto(parcel_own, one, parcel_new(3));
	KUNIT_ASSERT_FALSE(test, own_none(one));
	parcel_own_set(&slot, own_take(one));
	{
		own_peek(parcel_own, p, &slot);
		KUNIT_ASSERT_FALSE(test, own_none(p));
		own_mut(p)->id = 4;
	}
	KUNIT_EXPECT_EQ(test, id_in(&slot), 4);
}

static void where_to_look_is_asked_once(struct kunit *test)
{
	struct parcel_own_slot *where = &slot;

	own_auto(parcel_own, one, parcel_new(3));
	KUNIT_ASSERT_FALSE(test, own_none(one));
	parcel_own_set(&slot, own_take(one));
	{
		own_peek(parcel_own, p, where++);
		KUNIT_ASSERT_FALSE(test, own_none(p));
		KUNIT_EXPECT_PTR_EQ(test, where, &slot + 1);
		own_auto(parcel_own, out, own_take_out(parcel_own, p));
		KUNIT_EXPECT_EQ(test, own_use(out)->id, 3);
	}
	KUNIT_EXPECT_EQ(test, id_in(&slot), -ENOENT);
}

static void what_is_taken_out_has_one_owner(struct kunit *test)
{
	own_auto(parcel_own, one, parcel_new(3));
	KUNIT_ASSERT_FALSE(test, own_none(one));
	parcel_own_set(&slot, own_take(one));
	{
		own_peek(parcel_own, p, &slot);
		KUNIT_ASSERT_FALSE(test, own_none(p));
		own_auto(parcel_own, out, own_take_out(parcel_own, p));
		KUNIT_EXPECT_TRUE(test, own_none(p));
		KUNIT_EXPECT_EQ(test, own_err(p), -ENOENT);
		KUNIT_EXPECT_EQ(test, id_in(&slot), -ENOENT);
		KUNIT_EXPECT_EQ(test, own_use(out)->id, 3);
		KUNIT_EXPECT_EQ(test, alive, 1);
	}
	KUNIT_EXPECT_EQ(test, alive, 0);
}

static void a_slot_of_references_lends_and_gives_what_is_shared(struct kunit *test)
{
	struct parcel_ref_slot shared = { };

	own_auto(parcel_own, alone, parcel_new(3));
	KUNIT_ASSERT_FALSE(test, own_none(alone));
	own_auto(parcel_ref, one, parcel_ref_share(own_take(alone)));
	own_borrow(raw, one);
	parcel_ref_set(&shared, parcel_ref_get(raw));
	parcel_ref_set(&shared, parcel_ref_get(raw));
	KUNIT_EXPECT_EQ(test, kref_read(&raw->refs), 2);
	{
		own_peek(parcel_ref, p, &shared);
		KUNIT_ASSERT_FALSE(test, own_none(p));
		KUNIT_EXPECT_PTR_EQ(test, own_use(p), raw);
		own_auto(parcel_ref, more, parcel_ref_get(own_use(p)));
		KUNIT_EXPECT_EQ(test, kref_read(&raw->refs), 3);
		own_auto(parcel_ref, out, own_take_out(parcel_ref, p));
		KUNIT_EXPECT_EQ(test, kref_read(&raw->refs), 3);
	}
	KUNIT_EXPECT_EQ(test, kref_read(&raw->refs), 1);
	own_peek(parcel_ref, none, &shared);
	KUNIT_EXPECT_EQ(test, own_err(none), -ENOENT);
}

/* Set once ------------------------------------------------------------------------------------- */

/* A member that is never empty, and its end. */
struct order {
	struct parcel_own_once parcel;
};

DEFINE_OWN(order_own, struct order, OWN_KMALLOC, own_member(parcel_own, parcel));

static void what_is_set_once_is_there_until_the_end(struct kunit *test)
{
	own_auto(order_own, order, own_alloc(order_own, GFP_KERNEL));
	own_auto(parcel_own, p, parcel_new(5));
	KUNIT_ASSERT_FALSE(test, own_none(order));
	KUNIT_ASSERT_FALSE(test, own_none(p));

	const struct parcel *raw = own_use(p);

	parcel_own_set_once(&own_mut(order)->parcel, own_take(p));
	KUNIT_EXPECT_PTR_EQ(test, parcel_own_of(&own_use(order)->parcel), raw);
	KUNIT_EXPECT_EQ(test, alive, 1);
	own_drop(order_own, order);
	KUNIT_EXPECT_EQ(test, alive, 0);
}

/* The caller is wrong, and who has looked at the first one must not be hurt. */
static void what_is_set_twice_keeps_the_first_and_warns(struct kunit *test)
{
	own_auto(order_own, order, own_alloc(order_own, GFP_KERNEL));
	own_auto(parcel_own, one, parcel_new(1));
	own_auto(parcel_own, two, parcel_new(2));
	KUNIT_ASSERT_FALSE(test, own_none(order));
	KUNIT_ASSERT_FALSE(test, own_none(one) || own_none(two));

	kunit_warning_suppress(test) {
		parcel_own_set_once(&own_mut(order)->parcel, own_take(one));
		KUNIT_EXPECT_SUPPRESSED_WARNING_COUNT(test, 0);
		parcel_own_set_once(&own_mut(order)->parcel, own_take(two));
		KUNIT_EXPECT_SUPPRESSED_WARNING_COUNT(test, 1);
	}
	KUNIT_EXPECT_EQ(test, parcel_own_of(&own_use(order)->parcel)->id, 1);
	KUNIT_EXPECT_EQ(test, last, 2);
	KUNIT_EXPECT_EQ(test, alive, 1);
}

/* Using it would be an oops, so nobody reads what is somebody else's. */
static void what_was_never_set_is_null(struct kunit *test)
{
	own_auto(order_own, order, own_alloc(order_own, GFP_KERNEL));

	KUNIT_ASSERT_FALSE(test, own_none(order));
	KUNIT_EXPECT_NULL(test, parcel_own_of(&own_use(order)->parcel));
}

static struct kunit_case slot_cases[] = {
	KUNIT_CASE(a_zeroed_slot_is_empty),
	KUNIT_CASE(swapping_a_slot_gives_the_old_one),
	KUNIT_CASE(setting_a_slot_drops_the_old_one),
	KUNIT_CASE(a_slot_has_the_new_one_when_the_old_one_ends),
	KUNIT_CASE(looking_takes_nothing),
	KUNIT_CASE(who_has_the_slot_alone_may_change_what_is_in_it),
	KUNIT_CASE(where_to_look_is_asked_once),
	KUNIT_CASE(what_is_taken_out_has_one_owner),
	KUNIT_CASE(a_slot_of_references_lends_and_gives_what_is_shared),
	KUNIT_CASE(what_is_set_once_is_there_until_the_end),
	KUNIT_CASE(what_is_set_twice_keeps_the_first_and_warns),
	KUNIT_CASE(what_was_never_set_is_null),
	{ }
};

static struct kunit_suite slot_suite = {
	.name = "own_slot",
	.init = slot_init,
	.exit = slot_exit,
	.test_cases = slot_cases,
};

kunit_test_suite(slot_suite);

MODULE_DESCRIPTION("Tests of own/slot.h");
MODULE_LICENSE("GPL");
