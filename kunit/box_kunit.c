// SPDX-License-Identifier: GPL-2.0-only
/*
 * own/box.h: one owner.
 *
 * Most of what box.h promises is a refusal to compile; tests/reject shows that. Here is what runs:
 * that a drop happens once, when, and in which order, and that nothing is lost on the way.
 */
#include <kunit/test.h>
#include <linux/module.h>

#include <own/box.h>

#include "together.h"

/* Whatever is alive, and in which order it was dropped. The cases run one after the other. */
static atomic_t alive, dropped;
static int order[16];

struct parcel {
	int id;
	size_t len;
};

static void parcel_end(struct parcel *parcel)
{
	int n = atomic_fetch_inc(&dropped);

	atomic_dec(&alive);
	if (n < ARRAY_SIZE(order))
		order[n] = parcel->id;
}

DEFINE_OWN(parcel_own, struct parcel, OWN_KMALLOC, own_run(parcel_end));

static struct parcel_own_result parcel_new(int id)
{
	own_auto(parcel_own, p, own_alloc(parcel_own, GFP_KERNEL));

	if (own_none(p))
		return own_pass(p);
	atomic_inc(&alive);
	own_mut(p)->id = id;
	return own_ok(p);
}

static void parcel_receive(struct parcel_own parcel)
{
	own_auto(parcel_own, p, parcel);
}

static int box_init(struct kunit *test)
{
	atomic_set(&alive, 0);
	atomic_set(&dropped, 0);
	memset(order, 0, sizeof(order));
	return 0;
}

/* After every case: as many drops as there were objects. */
static void box_exit(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, atomic_read(&alive), 0);
}

/* When things are dropped ------------------------------------------------------------------ */

static void an_owner_is_dropped_once_at_the_end_of_its_scope(struct kunit *test)
{
	{
		own_auto(parcel_own, p, parcel_new(1));

		KUNIT_ASSERT_FALSE(test, own_none(p));
		KUNIT_EXPECT_EQ(test, atomic_read(&dropped), 0);
	}
	KUNIT_EXPECT_EQ(test, atomic_read(&dropped), 1);
}

/* As with cleanup.h: what is declared last may use what was declared before. */
static void the_last_one_declared_is_dropped_first(struct kunit *test)
{
	{
		own_auto(parcel_own, one, parcel_new(1));
		own_auto(parcel_own, two, parcel_new(2));
		own_auto(parcel_own, three, parcel_new(3));
	}
	KUNIT_EXPECT_EQ(test, atomic_read(&dropped), 3);
	KUNIT_EXPECT_EQ(test, order[0], 3);
	KUNIT_EXPECT_EQ(test, order[1], 2);
	KUNIT_EXPECT_EQ(test, order[2], 1);
}

enum way_out { RETURN, GOTO, BREAK, CONTINUE, FALL };

static void leave(struct kunit *test, enum way_out way)
{
	do {
		own_auto(parcel_own, p, parcel_new(way));

		if (way == RETURN)
			return;
		if (way == GOTO)
			goto out;
		if (way == BREAK)
			break;
		if (way == CONTINUE)
			continue;
	} while (0);
out:
	KUNIT_EXPECT_EQ(test, atomic_read(&dropped), 1);
}

static void every_way_out_of_a_scope_drops(struct kunit *test)
{
	for (int way = RETURN; way <= FALL; way++) {
		atomic_set(&dropped, 0);
		leave(test, way);
		KUNIT_EXPECT_EQ(test, atomic_read(&dropped), 1);
		KUNIT_EXPECT_EQ(test, order[0], way);
	}
}

static void a_loop_drops_in_every_turn(struct kunit *test)
{
	for (int i = 0; i < 5; i++) {
		own_auto(parcel_own, p, parcel_new(i));

		KUNIT_EXPECT_EQ(test, atomic_read(&dropped), i);
	}
	KUNIT_EXPECT_EQ(test, atomic_read(&dropped), 5);
}

static void own_drop_is_the_only_drop(struct kunit *test)
{
	{
		own_auto(parcel_own, p, parcel_new(1));

		KUNIT_ASSERT_FALSE(test, own_none(p));
		own_drop(parcel_own, p);
		KUNIT_EXPECT_EQ(test, atomic_read(&dropped), 1);
		KUNIT_EXPECT_TRUE(test, own_none(p));
	}
	KUNIT_EXPECT_EQ(test, atomic_read(&dropped), 1);
}

/* Moving ----------------------------------------------------------------------------------- */

static void the_receiver_drops_what_it_was_given(struct kunit *test)
{
	own_auto(parcel_own, p, parcel_new(1));

	KUNIT_ASSERT_FALSE(test, own_none(p));
	parcel_receive(own_take(p));
	KUNIT_EXPECT_EQ(test, atomic_read(&dropped), 1);
	KUNIT_EXPECT_TRUE(test, own_none(p));
	KUNIT_EXPECT_EQ(test, own_err(p), -ENOENT);
}

/* Linear: nothing drops it but who takes it. */
static void a_linear_owner_is_handed_on(struct kunit *test)
{
	own_linear(parcel_own, p, parcel_new(1));

	if (own_none(p)) {
		KUNIT_FAIL(test, "no memory");
		return;
	}
	KUNIT_EXPECT_EQ(test, atomic_read(&dropped), 0);
	parcel_receive(own_take(p));
	KUNIT_EXPECT_EQ(test, atomic_read(&dropped), 1);
}

static void a_result_carries_the_object(struct kunit *test)
{
	own_auto(parcel_own, first, parcel_new(7));

	KUNIT_ASSERT_FALSE(test, own_none(first));

	const void *address = own_use(first);

	own_auto(parcel_own, second, own_ok(first));
	KUNIT_ASSERT_FALSE(test, own_none(second));
	KUNIT_EXPECT_PTR_EQ(test, own_use(second), address);
	KUNIT_EXPECT_EQ(test, own_err(second), 0);

	own_auto(parcel_own, third, own_pass(second));
	KUNIT_ASSERT_FALSE(test, own_none(third));
	KUNIT_EXPECT_PTR_EQ(test, own_use(third), address);
	KUNIT_EXPECT_TRUE(test, own_none(second));
	KUNIT_EXPECT_EQ(test, atomic_read(&dropped), 0);
}

static void a_result_carries_the_errno(struct kunit *test)
{
	own_auto(parcel_own, first, own_fail(parcel_own, -EPERM));
	own_auto(parcel_own, second, own_pass(first));

	KUNIT_EXPECT_TRUE(test, own_none(second));
	KUNIT_EXPECT_EQ(test, own_err(second), -EPERM);

	/* The two ends of what a pointer can carry. */
	own_auto(parcel_own, least, own_fail(parcel_own, -1));
	own_auto(parcel_own, most, own_fail(parcel_own, -MAX_ERRNO));
	KUNIT_EXPECT_EQ(test, own_err(least), -1);
	KUNIT_EXPECT_EQ(test, own_err(most), -MAX_ERRNO);
	KUNIT_EXPECT_EQ(test, atomic_read(&dropped), 0);
}

static void nothing_is_enoent(struct kunit *test)
{
	own_auto(parcel_own, p);

	KUNIT_EXPECT_TRUE(test, own_none(p));
	KUNIT_EXPECT_EQ(test, own_err(p), -ENOENT);
}

static struct parcel_own_result third_time_lucky(int *attempts)
{
	if (++*attempts < 3)
		return own_fail(parcel_own, -EAGAIN);
	return parcel_new(*attempts);
}

static void a_loop_may_refill_an_empty_owner(struct kunit *test)
{
	int attempts = 0;

	{
		own_auto(parcel_own, p);

		while (own_refill(parcel_own, p, third_time_lucky(&attempts)))
			KUNIT_EXPECT_EQ(test, own_err(p), -EAGAIN);
		KUNIT_EXPECT_EQ(test, own_use(p)->id, 3);
	}
	KUNIT_EXPECT_EQ(test, attempts, 3);
	KUNIT_EXPECT_EQ(test, atomic_read(&dropped), 1);
}

/* Taken on success, handed back on failure ------------------------------------------------- */

static struct parcel_own_rest offer(struct parcel_own parcel, int answer)
{
	own_linear(parcel_own, p, parcel);

	if (answer < 0)
		return own_reject(p, answer);
	parcel_receive(own_take(p));
	return own_accepted(parcel_own);
}

static void what_is_rejected_comes_back(struct kunit *test)
{
	own_auto(parcel_own, p, parcel_new(9));

	KUNIT_ASSERT_FALSE(test, own_none(p));

	const void *address = own_use(p);

	KUNIT_EXPECT_EQ(test, own_rest(p, offer(own_take(p), -EPIPE)), -EPIPE);
	KUNIT_EXPECT_EQ(test, atomic_read(&dropped), 0);
	KUNIT_ASSERT_FALSE(test, own_none(p));
	KUNIT_EXPECT_EQ(test, own_err(p), 0);
	KUNIT_EXPECT_PTR_EQ(test, own_use(p), address);
}

static void what_is_accepted_is_gone(struct kunit *test)
{
	own_auto(parcel_own, p, parcel_new(9));

	KUNIT_ASSERT_FALSE(test, own_none(p));
	KUNIT_EXPECT_EQ(test, own_rest(p, offer(own_take(p), 0)), 0);
	KUNIT_EXPECT_EQ(test, atomic_read(&dropped), 1);
	KUNIT_EXPECT_TRUE(test, own_none(p));
	KUNIT_EXPECT_EQ(test, own_err(p), -ENOENT);
}

static void a_sender_may_insist(struct kunit *test)
{
	int err, answers[] = { -EAGAIN, -EAGAIN, 0 }, i = 0;

	own_auto(parcel_own, p, parcel_new(9));
	KUNIT_ASSERT_FALSE(test, own_none(p));
	do {
		err = own_rest(p, offer(own_take(p), answers[i++]));
	} while (err == -EAGAIN);
	KUNIT_EXPECT_EQ(test, err, 0);
	KUNIT_EXPECT_EQ(test, i, 3);
	KUNIT_EXPECT_EQ(test, atomic_read(&dropped), 1);
}

/* Borrowing -------------------------------------------------------------------------------- */

static void a_borrow_is_the_object(struct kunit *test)
{
	own_auto(parcel_own, p, parcel_new(4));

	KUNIT_ASSERT_FALSE(test, own_none(p));
	{
		own_borrow(one, p);
		own_borrow(two, p);

		KUNIT_EXPECT_PTR_EQ(test, one, two);
		KUNIT_EXPECT_EQ(test, one->id, 4);
	}
	{
		own_borrow_mut(b, p);
		b->id = 5;
	}
	/* That this compiles says that the borrows ended with their scopes. */
	own_mut(p)->len = 6;
	KUNIT_EXPECT_EQ(test, own_use(p)->id, 5);
	KUNIT_EXPECT_EQ(test, atomic_read(&dropped), 0);
	own_drop(parcel_own, p);
}

/* To raw pointers and back ----------------------------------------------------------------- */

static void a_raw_pointer_is_not_dropped_until_it_is_owned_again(struct kunit *test)
{
	struct parcel *raw;

	{
		own_auto(parcel_own, p, parcel_new(1));
		KUNIT_ASSERT_FALSE(test, own_none(p));
		/* SAFETY: the block below owns it again. */
		raw = own_unsafe_into(p);
	}
	KUNIT_EXPECT_EQ(test, atomic_read(&dropped), 0);
	{
		/* SAFETY: nobody else owns it since the block above. */
		own_auto(parcel_own, p, own_unsafe_from(parcel_own, raw));
	}
	KUNIT_EXPECT_EQ(test, atomic_read(&dropped), 1);
}

static void what_a_kernel_function_returned_is_a_result(struct kunit *test)
{
	/* SAFETY: no object is behind these. */
	own_auto(parcel_own, none, own_unsafe_result(parcel_own, NULL));
	own_auto(parcel_own, failed, own_unsafe_result(parcel_own, ERR_PTR(-EIO)));

	KUNIT_EXPECT_EQ(test, own_err(none), -ENOENT);
	KUNIT_EXPECT_EQ(test, own_err(failed), -EIO);
}

/* Threads ---------------------------------------------------------------------------------- */

static struct {
	spinlock_t lock;
	struct parcel_own_slot parcel;
} shared = { .lock = __SPIN_LOCK_UNLOCKED(shared.lock) };

static void put_and_take(void *unused)
{
	for (int i = 0; i < 2000; i++) {
		own_auto(parcel_own, new, parcel_new(i));
		if (own_none(new))
			continue;
		spin_lock(&shared.lock);
		own_auto(parcel_own, old, parcel_own_swap(&shared.parcel, own_take(new)));
		spin_unlock(&shared.lock);
	}
}

/* Each parcel is dropped by whoever swapped it out, which is often the other thread. */
static void owners_move_between_threads(struct kunit *test)
{
	together(test, put_and_take, put_and_take, NULL);
	KUNIT_EXPECT_EQ(test, atomic_read(&alive), 1);
	own_auto(parcel_own, last, parcel_own_take_from(&shared.parcel));
	KUNIT_EXPECT_FALSE(test, own_none(last));
}

static struct kunit_case box_cases[] = {
	KUNIT_CASE(an_owner_is_dropped_once_at_the_end_of_its_scope),
	KUNIT_CASE(the_last_one_declared_is_dropped_first),
	KUNIT_CASE(every_way_out_of_a_scope_drops),
	KUNIT_CASE(a_loop_drops_in_every_turn),
	KUNIT_CASE(own_drop_is_the_only_drop),
	KUNIT_CASE(the_receiver_drops_what_it_was_given),
	KUNIT_CASE(a_linear_owner_is_handed_on),
	KUNIT_CASE(a_result_carries_the_object),
	KUNIT_CASE(a_result_carries_the_errno),
	KUNIT_CASE(nothing_is_enoent),
	KUNIT_CASE(a_loop_may_refill_an_empty_owner),
	KUNIT_CASE(what_is_rejected_comes_back),
	KUNIT_CASE(what_is_accepted_is_gone),
	KUNIT_CASE(a_sender_may_insist),
	KUNIT_CASE(a_borrow_is_the_object),
	KUNIT_CASE(a_raw_pointer_is_not_dropped_until_it_is_owned_again),
	KUNIT_CASE(what_a_kernel_function_returned_is_a_result),
	KUNIT_CASE(owners_move_between_threads),
	{ }
};

static struct kunit_suite box_suite = {
	.name = "own_box",
	.init = box_init,
	.exit = box_exit,
	.test_cases = box_cases,
};

kunit_test_suite(box_suite);

MODULE_DESCRIPTION("Tests of own/box.h");
MODULE_LICENSE("GPL");
