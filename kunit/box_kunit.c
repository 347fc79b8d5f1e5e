// SPDX-License-Identifier: GPL-2.0-only
/*
 * own/box.h: one owner.
 *
 * Most of what box.h promises is a refusal to compile; tests/reject shows that. Here is what runs:
 * that a drop happens once, when, and in which order, and that nothing is lost on the way.
 */
#include <kunit/test.h>
#include <linux/module.h>
#include <linux/slab.h>

#include <own/box.h>

#include "fail_nth.h"
#include "together.h"

/* Whatever is alive, and in which order it was dropped. The cases run one after the other. */
static atomic_t alive, dropped;
static int order[16];

struct parcel {
	int id;
	size_t len;
	u64 data[];
};

static void parcel_free(struct parcel *parcel)
{
	int n = atomic_fetch_inc(&dropped);

	atomic_dec(&alive);
	if (n < ARRAY_SIZE(order))
		order[n] = parcel->id;
	kvfree(parcel);
}

DEFINE_OWN(parcel_own, struct parcel, parcel_free);

/* A member that owns; an object that owns another one. */
struct box {
	struct parcel_own_slot parcel;
};

static void box_free(struct box *box)
{
	own_auto(parcel_own, last, parcel_own_take_from(&box->parcel));

	atomic_dec(&alive);
	kfree(box);
}

DEFINE_OWN(box_own, struct box, box_free);

static struct parcel_own_result parcel_new(int id)
{
	own_auto(parcel_own, p, own_alloc(parcel_own, GFP_KERNEL));

	if (own_none(p))
		return own_pass(p);
	atomic_inc(&alive);
	own_mut(p)->id = id;
	return own_ok(p);
}

/* Two allocations: if the second one fails, the first one must not be lost. */
static struct box_own_result box_new(int id)
{
	own_auto(box_own, box, own_alloc(box_own, GFP_KERNEL));

	if (own_none(box))
		return own_pass(box);
	atomic_inc(&alive);

	own_auto(parcel_own, p, parcel_new(id));

	if (own_none(p))
		return own_fail(box_own, own_err(p));

	own_auto(parcel_own, old, parcel_own_swap(&own_mut(box)->parcel, own_take(p)));

	return own_ok(box);
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
	own_auto(parcel_own, p, own_nothing(parcel_own));

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
		own_auto(parcel_own, p, own_nothing(parcel_own));

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

/* Members that own ------------------------------------------------------------------------- */

static void a_zeroed_slot_is_empty(struct kunit *test)
{
	struct box box = { };

	KUNIT_EXPECT_NULL(test, parcel_own_peek(&box.parcel));
	own_auto(parcel_own, p, parcel_own_take_from(&box.parcel));
	KUNIT_EXPECT_TRUE(test, own_none(p));
	KUNIT_EXPECT_EQ(test, own_err(p), -ENOENT);
}

static void swapping_a_slot_gives_the_old_one(struct kunit *test)
{
	struct box box = { };

	own_auto(parcel_own, one, parcel_new(1));
	own_auto(parcel_own, two, parcel_new(2));
	KUNIT_ASSERT_FALSE(test, own_none(one) || own_none(two));
	{
		own_auto(parcel_own, old, parcel_own_swap(&box.parcel, own_take(one)));
		KUNIT_EXPECT_TRUE(test, own_none(old));
	}
	{
		own_auto(parcel_own, old, parcel_own_swap(&box.parcel, own_take(two)));
		KUNIT_ASSERT_FALSE(test, own_none(old));
		KUNIT_EXPECT_EQ(test, own_use(old)->id, 1);
	}
	KUNIT_EXPECT_EQ(test, atomic_read(&dropped), 1);

	own_auto(parcel_own, last, parcel_own_take_from(&box.parcel));
	KUNIT_ASSERT_FALSE(test, own_none(last));
	KUNIT_EXPECT_EQ(test, own_use(last)->id, 2);
	KUNIT_EXPECT_NULL(test, parcel_own_peek(&box.parcel));
}

static void looking_into_a_slot_takes_nothing(struct kunit *test)
{
	own_auto(box_own, box, box_new(3));

	KUNIT_ASSERT_FALSE(test, own_none(box));
	KUNIT_ASSERT_NOT_NULL(test, parcel_own_peek(&own_use(box)->parcel));
	KUNIT_EXPECT_EQ(test, parcel_own_peek(&own_use(box)->parcel)->id, 3);
	parcel_own_peek_mut(&own_mut(box)->parcel)->id = 4;
	KUNIT_EXPECT_EQ(test, parcel_own_peek(&own_use(box)->parcel)->id, 4);
	KUNIT_EXPECT_EQ(test, atomic_read(&dropped), 0);
	own_drop(box_own, box);
	KUNIT_EXPECT_EQ(test, atomic_read(&dropped), 1);
}

/* Allocation ------------------------------------------------------------------------------- */

static void an_object_starts_zeroed(struct kunit *test)
{
	own_auto(parcel_own, p, own_alloc_flex(parcel_own, data, 100, GFP_KERNEL));

	KUNIT_ASSERT_FALSE(test, own_none(p));
	atomic_inc(&alive);
	KUNIT_EXPECT_NULL(test, memchr_inv(own_use(p), 0, struct_size(own_use(p), data, 100)));
}

static void no_memory_is_enomem(struct kunit *test)
{
	fail_nth_or_skip(test);

	fail_nth(1);
	own_auto(parcel_own, p, own_alloc(parcel_own, GFP_KERNEL | __GFP_NOWARN));
	KUNIT_EXPECT_TRUE(test, fail_nth_came());
	KUNIT_EXPECT_EQ(test, own_err(p), -ENOMEM);
	KUNIT_EXPECT_EQ(test, atomic_read(&dropped), 0);
}

/* Let each allocation of box_new() fail in turn; box_exit() sees what is left. */
static void half_made_objects_are_dropped(struct kunit *test)
{
	unsigned int n;

	fail_nth_or_skip(test);
	for (n = 1; ; n++) {
		fail_nth(n);
		own_auto(box_own, box, box_new(n));
		if (!fail_nth_came())
			break;
		KUNIT_EXPECT_EQ(test, own_err(box), -ENOMEM);
		KUNIT_EXPECT_EQ(test, atomic_read(&alive), 0);
	}
	KUNIT_EXPECT_EQ(test, n, 3);
	KUNIT_EXPECT_EQ(test, atomic_read(&dropped), 1);
}

/* count * 8 + header wraps to a few bytes if nobody looks. */
static void a_size_that_overflows_is_enomem(struct kunit *test)
{
	static const size_t counts[] = {
		SIZE_MAX, SIZE_MAX / sizeof(u64), SIZE_MAX / sizeof(u64) + 1,
		(SIZE_MAX - sizeof(struct parcel)) / sizeof(u64) + 1,
	};

	for (int i = 0; i < ARRAY_SIZE(counts); i++) {
		own_auto(parcel_own, p, own_alloc_flex(parcel_own, data, counts[i],
						       GFP_KERNEL | __GFP_NOWARN));
		KUNIT_EXPECT_EQ(test, own_err(p), -ENOMEM);
	}
	KUNIT_EXPECT_EQ(test, atomic_read(&dropped), 0);
}

static struct kmem_cache *letters;

struct letter {
	u64 text[5];
};

static void letter_free(struct letter *letter)
{
	kmem_cache_free(letters, letter);
}

DEFINE_OWN(letter_own, struct letter, letter_free);

/* kmem_cache_destroy() complains in the log if one is left, and the log must be clean. */
static void a_cache_gets_its_objects_back(struct kunit *test)
{
	letters = KMEM_CACHE(letter, 0);
	KUNIT_ASSERT_NOT_NULL(test, letters);
	{
		own_auto(letter_own, one, own_alloc_cache(letter_own, letters, GFP_KERNEL));
		own_auto(letter_own, two, own_alloc_cache(letter_own, letters, GFP_KERNEL));
		KUNIT_ASSERT_FALSE(test, own_none(one) || own_none(two));
		KUNIT_EXPECT_NULL(test, memchr_inv(own_use(one), 0, sizeof(struct letter)));
	}
	kmem_cache_destroy(letters);
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
	struct box box;
} shared = { .lock = __SPIN_LOCK_UNLOCKED(shared.lock) };

static void put_and_take(void *unused)
{
	for (int i = 0; i < 2000; i++) {
		own_auto(parcel_own, new, parcel_new(i));
		if (own_none(new))
			continue;
		spin_lock(&shared.lock);
		own_auto(parcel_own, old, parcel_own_swap(&shared.box.parcel, own_take(new)));
		spin_unlock(&shared.lock);
	}
}

/* Each parcel is dropped by whoever swapped it out, which is often the other thread. */
static void owners_move_between_threads(struct kunit *test)
{
	together(test, put_and_take, put_and_take, NULL);
	KUNIT_EXPECT_EQ(test, atomic_read(&alive), 1);
	own_auto(parcel_own, last, parcel_own_take_from(&shared.box.parcel));
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
	KUNIT_CASE(a_zeroed_slot_is_empty),
	KUNIT_CASE(swapping_a_slot_gives_the_old_one),
	KUNIT_CASE(looking_into_a_slot_takes_nothing),
	KUNIT_CASE(an_object_starts_zeroed),
	KUNIT_CASE(no_memory_is_enomem),
	KUNIT_CASE(half_made_objects_are_dropped),
	KUNIT_CASE(a_size_that_overflows_is_enomem),
	KUNIT_CASE(a_cache_gets_its_objects_back),
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
