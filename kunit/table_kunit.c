// SPDX-License-Identifier: GPL-2.0-only
/*
 * own/table.h: handles for user space.
 */
#include <kunit/test.h>
#include <linux/module.h>
#include <linux/pid.h>
#include <linux/prandom.h>
#include <linux/tracepoint.h>
#include <trace/events/kmem.h>

#include <own/locked.h>
#include <own/ref.h>
#include <own/table.h>

#include "fail_nth.h"
#include "together.h"

/* How many of each there are, to see that nothing is lost or dropped twice. */
static atomic_t boxes, letters, stamps;

struct box {
	struct kref refs;
};

static void box_end(struct box *box)
{
	atomic_dec(&boxes);
}

DEFINE_OWN(box_own, struct box, OWN_KMALLOC, own_run(box_end));
DEFINE_OWN_REF(box_ref, box_own, struct box, refs);

static struct box_ref_result box_new(void)
{
	own_auto(box_own, box, own_alloc(box_own, GFP_KERNEL));

	if (own_none(box))
		return own_fail(box_ref, own_err(box));
	atomic_inc(&boxes);
	own_auto(box_ref, shared, box_ref_share(own_take(box)));
	return own_ok(shared);
}

struct letter {
	int value;
};

static void letter_end(struct letter *letter)
{
	atomic_dec(&letters);
	letter->value = -1;
}

DEFINE_OWN(letter_own, struct letter, OWN_KMALLOC, own_run(letter_end));

static struct letter_own_result letter_new(int value)
{
	own_auto(letter_own, letter, own_alloc(letter_own, GFP_KERNEL));

	if (own_none(letter))
		return own_pass(letter);
	atomic_inc(&letters);
	own_mut(letter)->value = value;
	return own_ok(letter);
}

struct stamp {
	int price;
};

static void stamp_end(struct stamp *stamp)
{
	atomic_dec(&stamps);
}

DEFINE_OWN(stamp_own, struct stamp, OWN_KMALLOC, own_run(stamp_end));

DEFINE_OWN_TABLE(handles, (letter_handle, letter_own), (box_handle, box_ref),
		 (stamp_handle, stamp_own));

/*
 * The suite's own helpers: put a new thing in, and say what a handle answers to each question
 * without changing anything. The handle, or an errno.
 */
static int put_box(const struct handles *table)
{
	own_auto(box_ref, box, box_new());

	if (own_none(box))
		return own_err(box);
	own_table_reserve(handles, place, table);
	if (own_none(place))
		return own_err(place);

	int index = own_table_index(place);

	own_table_install(box_handle, place, own_take(box));
	return index;
}

static int put_letter(const struct handles *table, int value)
{
	own_auto(letter_own, letter, letter_new(value));

	if (own_none(letter))
		return own_err(letter);
	own_table_reserve(handles, place, table);
	if (own_none(place))
		return own_err(place);

	int index = own_table_index(place);

	own_table_install(letter_handle, place, own_take(letter));
	return index;
}

static int put_stamp(const struct handles *table)
{
	own_auto(stamp_own, stamp, own_alloc(stamp_own, GFP_KERNEL));

	if (own_none(stamp))
		return own_err(stamp);
	atomic_inc(&stamps);
	own_table_reserve(handles, place, table);
	if (own_none(place))
		return own_err(place);

	int index = own_table_index(place);

	own_table_install(stamp_handle, place, own_take(stamp));
	return index;
}

/* As a driver does it: look, and take a reference along. */
static struct box_ref_result get_box(const struct handles *table, u32 index)
{
	own_table_peek(box_handle, b, table, index);
	if (own_none(b))
		return own_fail(box_ref, own_err(b));
	own_auto(box_ref, box, box_ref_get(own_use(b)));
	return own_ok(box);
}

static int ask_box(const struct handles *table, u32 index)
{
	own_auto(box_ref, box, get_box(table, index));

	return own_err(box);
}

static int ask_letter(const struct handles *table, u32 index)
{
	own_table_peek(letter_handle, letter, table, index);
	if (own_none(letter))
		return own_err(letter);
	own_borrow(l, letter);
	return l->value;
}

static int ask_letter_mut(const struct handles *table, u32 index)
{
	own_table_borrow_mut(letter_handle, letter, table, index);
	if (own_none(letter))
		return own_err(letter);
	return own_use(letter)->value;
}

static int ask_stamp(const struct handles *table, u32 index)
{
	own_table_peek(stamp_handle, stamp, table, index);
	return own_err(stamp);
}

static int remove_box(const struct handles *table, u32 index)
{
	own_auto(box_ref, box, box_handle_remove(table, index));

	return own_err(box);
}

static int remove_letter(const struct handles *table, u32 index)
{
	own_auto(letter_own, letter, letter_handle_remove(table, index));

	if (own_none(letter))
		return own_err(letter);
	return own_use(letter)->value;
}

static int remove_stamp(const struct handles *table, u32 index)
{
	own_auto(stamp_own, stamp, stamp_handle_remove(table, index));

	return own_err(stamp);
}

/* What every question is answered when the handle names nothing. */
static void expect_nothing(struct kunit *test, const struct handles *table, u32 index)
{
	KUNIT_EXPECT_EQ(test, ask_box(table, index), -EBADF);
	KUNIT_EXPECT_EQ(test, ask_letter(table, index), -EBADF);
	KUNIT_EXPECT_EQ(test, ask_letter_mut(table, index), -EBADF);
	KUNIT_EXPECT_EQ(test, ask_stamp(table, index), -EBADF);
	KUNIT_EXPECT_EQ(test, remove_box(table, index), -EBADF);
	KUNIT_EXPECT_EQ(test, remove_letter(table, index), -EBADF);
	KUNIT_EXPECT_EQ(test, remove_stamp(table, index), -EBADF);
	KUNIT_EXPECT_EQ(test, handles_close(table, index), -EBADF);
}

/* Each case starts with an empty table of three and must end with nothing alive. */
#define LIMIT	3

static struct handles table;

static int table_init(struct kunit *test)
{
	atomic_set(&boxes, 0);
	atomic_set(&letters, 0);
	atomic_set(&stamps, 0);
	handles_init(&table, LIMIT, -EMFILE);
	return 0;
}

static void table_exit(struct kunit *test)
{
	handles_drop_all(&table);
	KUNIT_EXPECT_EQ(test, atomic_read(&boxes), 0);
	KUNIT_EXPECT_EQ(test, atomic_read(&letters), 0);
	KUNIT_EXPECT_EQ(test, atomic_read(&stamps), 0);
}

/* Numbers -------------------------------------------------------------------------------------- */

static void handles_start_at_one_and_are_given_out_again(struct kunit *test)
{
	KUNIT_ASSERT_EQ(test, put_letter(&table, 10), 1);
	KUNIT_ASSERT_EQ(test, put_box(&table), 2);
	KUNIT_EXPECT_EQ(test, handles_close(&table, 1), 0);
	KUNIT_ASSERT_EQ(test, put_letter(&table, 11), 1);
	KUNIT_EXPECT_EQ(test, ask_letter(&table, 1), 11);
}

/* Whoever wanted to put something in still has it. */
static void a_full_table_says_so(struct kunit *test)
{
	int i;

	for (i = 1; i <= LIMIT; i++)
		KUNIT_ASSERT_EQ(test, put_box(&table), i);
	{
		own_table_reserve(handles, place, &table);
		KUNIT_EXPECT_TRUE(test, own_none(place));
		KUNIT_EXPECT_EQ(test, own_err(place), -EMFILE);
	}
	KUNIT_EXPECT_EQ(test, put_letter(&table, 42), -EMFILE);
	KUNIT_EXPECT_EQ(test, atomic_read(&letters), 0);
	KUNIT_EXPECT_EQ(test, handles_close(&table, 2), 0);
	KUNIT_EXPECT_EQ(test, put_letter(&table, 42), 2);
	KUNIT_EXPECT_EQ(test, put_letter(&table, 43), -EMFILE);
}

static void a_reserved_place_counts(struct kunit *test)
{
	own_table_reserve(handles, one, &table);
	own_table_reserve(handles, two, &table);
	own_table_reserve(handles, three, &table);
	own_table_reserve(handles, four, &table);
	KUNIT_ASSERT_FALSE(test, own_none(one));
	KUNIT_ASSERT_FALSE(test, own_none(two));
	KUNIT_ASSERT_FALSE(test, own_none(three));
	KUNIT_EXPECT_EQ(test, own_table_index(one), 1);
	KUNIT_EXPECT_EQ(test, own_table_index(two), 2);
	KUNIT_EXPECT_EQ(test, own_table_index(three), 3);
	KUNIT_EXPECT_EQ(test, own_err(four), -EMFILE);
}

static void a_limit_of_none_is_always_full(struct kunit *test)
{
	struct handles none;

	handles_init(&none, 0, -ENOSPC);
	KUNIT_EXPECT_EQ(test, put_letter(&none, 1), -ENOSPC);
	KUNIT_EXPECT_EQ(test, put_box(&none), -ENOSPC);
	handles_drop_all(&none);
}

static void a_limit_of_all_numbers(struct kunit *test)
{
	struct handles all;

	handles_init(&all, U32_MAX, -ENOSPC);
	KUNIT_EXPECT_EQ(test, put_letter(&all, 1), 1);
	handles_drop_all(&all);
}

/* Every number that names nothing gets the same answer from everything. */
static void numbers_that_name_nothing(struct kunit *test)
{
	static const u32 wrong[] = { 0, 2, 3, 4, 63, 64, 65, 4096, INT_MAX, 0x80000000, U32_MAX };
	int i;

	KUNIT_ASSERT_EQ(test, put_letter(&table, 10), 1);
	for (i = 0; i < ARRAY_SIZE(wrong); i++)
		expect_nothing(test, &table, wrong[i]);
	KUNIT_EXPECT_EQ(test, ask_letter(&table, 1), 10);
}

/* Three kinds, each asked for as the two others. */
static void the_wrong_kind(struct kunit *test)
{
	KUNIT_ASSERT_EQ(test, put_letter(&table, 10), 1);
	KUNIT_ASSERT_EQ(test, put_box(&table), 2);
	KUNIT_ASSERT_EQ(test, put_stamp(&table), 3);

	KUNIT_EXPECT_EQ(test, ask_box(&table, 1), -EBADF);
	KUNIT_EXPECT_EQ(test, remove_box(&table, 1), -EBADF);
	KUNIT_EXPECT_EQ(test, ask_stamp(&table, 1), -EBADF);
	KUNIT_EXPECT_EQ(test, remove_stamp(&table, 1), -EBADF);

	KUNIT_EXPECT_EQ(test, ask_letter(&table, 2), -EBADF);
	KUNIT_EXPECT_EQ(test, ask_letter_mut(&table, 2), -EBADF);
	KUNIT_EXPECT_EQ(test, remove_letter(&table, 2), -EBADF);
	KUNIT_EXPECT_EQ(test, ask_stamp(&table, 2), -EBADF);
	KUNIT_EXPECT_EQ(test, remove_stamp(&table, 2), -EBADF);

	KUNIT_EXPECT_EQ(test, ask_letter(&table, 3), -EBADF);
	KUNIT_EXPECT_EQ(test, ask_letter_mut(&table, 3), -EBADF);
	KUNIT_EXPECT_EQ(test, remove_letter(&table, 3), -EBADF);
	KUNIT_EXPECT_EQ(test, ask_box(&table, 3), -EBADF);
	KUNIT_EXPECT_EQ(test, remove_box(&table, 3), -EBADF);

	KUNIT_EXPECT_EQ(test, ask_letter(&table, 1), 10);
	KUNIT_EXPECT_EQ(test, ask_box(&table, 2), 0);
	KUNIT_EXPECT_EQ(test, ask_stamp(&table, 3), 0);
}

/* Whatever it is, it is dropped as what it is. */
static void closing_drops_what_the_handle_names(struct kunit *test)
{
	KUNIT_ASSERT_EQ(test, put_letter(&table, 10), 1);
	KUNIT_ASSERT_EQ(test, put_box(&table), 2);
	KUNIT_ASSERT_EQ(test, put_stamp(&table), 3);

	KUNIT_EXPECT_EQ(test, handles_close(&table, 3), 0);
	KUNIT_EXPECT_EQ(test, atomic_read(&stamps), 0);
	KUNIT_EXPECT_EQ(test, handles_close(&table, 1), 0);
	KUNIT_EXPECT_EQ(test, atomic_read(&letters), 0);
	KUNIT_EXPECT_EQ(test, atomic_read(&boxes), 1);
	KUNIT_EXPECT_EQ(test, handles_close(&table, 2), 0);
	KUNIT_EXPECT_EQ(test, atomic_read(&boxes), 0);
	KUNIT_EXPECT_EQ(test, handles_close(&table, 2), -EBADF);
}

static void what_is_removed_has_one_owner(struct kunit *test)
{
	KUNIT_ASSERT_EQ(test, put_letter(&table, 10), 1);
	{
		own_auto(letter_own, letter, letter_handle_remove(&table, 1));
		KUNIT_ASSERT_FALSE(test, own_none(letter));
		KUNIT_EXPECT_EQ(test, own_use(letter)->value, 10);
		expect_nothing(test, &table, 1);
		KUNIT_EXPECT_EQ(test, atomic_read(&letters), 1);
	}
	KUNIT_EXPECT_EQ(test, atomic_read(&letters), 0);
	KUNIT_ASSERT_EQ(test, put_box(&table), 1);
	KUNIT_EXPECT_EQ(test, remove_box(&table, 1), 0);
	KUNIT_EXPECT_EQ(test, atomic_read(&boxes), 0);
	KUNIT_ASSERT_EQ(test, put_stamp(&table), 1);
	KUNIT_EXPECT_EQ(test, remove_stamp(&table, 1), 0);
	KUNIT_EXPECT_EQ(test, atomic_read(&stamps), 0);
}

/* Places --------------------------------------------------------------------------------------- */

static void a_reserved_handle_means_nothing_until_installed(struct kunit *test)
{
	own_auto(letter_own, letter, letter_new(10));
	own_table_reserve(handles, place, &table);
	KUNIT_ASSERT_FALSE(test, own_none(place));
	KUNIT_ASSERT_FALSE(test, own_none(letter));
	KUNIT_EXPECT_EQ(test, own_table_index(place), 1);
	expect_nothing(test, &table, 1);
	/* Nor did any of that take the place away. */
	KUNIT_EXPECT_EQ(test, put_letter(&table, 11), 2);
	own_table_install(letter_handle, place, own_take(letter));
	KUNIT_EXPECT_TRUE(test, own_none(place));
	KUNIT_EXPECT_EQ(test, ask_letter(&table, 1), 10);
}

static void a_place_that_is_not_used_is_given_up(struct kunit *test)
{
	int i;

	for (i = 0; i < 2 * LIMIT; i++) {
		own_table_reserve(handles, place, &table);
		KUNIT_ASSERT_FALSE(test, own_none(place));
		KUNIT_EXPECT_EQ(test, own_table_index(place), 1);
	}
	KUNIT_EXPECT_EQ(test, put_letter(&table, 10), 1);
}

/* The end of the scope of a place that was used leaves the handle alone. */
static void a_place_that_was_used_stays(struct kunit *test)
{
	{
		own_auto(letter_own, letter, letter_new(10));
		own_table_reserve(handles, place, &table);
		KUNIT_ASSERT_FALSE(test, own_none(place));
		KUNIT_ASSERT_FALSE(test, own_none(letter));
		own_table_install(letter_handle, place, own_take(letter));
		/* As another thread may, and then the number is somebody else's. */
		KUNIT_EXPECT_EQ(test, handles_close(&table, 1), 0);
		KUNIT_EXPECT_EQ(test, put_box(&table), 1);
	}
	KUNIT_EXPECT_EQ(test, ask_box(&table, 1), 0);
}

/* One place, used by two and by none, in one scope. */
static void places_do_not_mix(struct kunit *test)
{
	{
		own_auto(letter_own, letter, letter_new(10));
		own_table_reserve(handles, first, &table);
		own_table_reserve(handles, second, &table);
		KUNIT_ASSERT_FALSE(test, own_none(first) || own_none(second));
		KUNIT_ASSERT_FALSE(test, own_none(letter));
		own_table_install(letter_handle, second, own_take(letter));
	}
	expect_nothing(test, &table, 1);
	KUNIT_EXPECT_EQ(test, ask_letter(&table, 2), 10);
}

/* Looking -------------------------------------------------------------------------------------- */

/* A driver has no business here. */
static bool table_is_locked(void)
{
	return raw_spin_is_locked(&table.__table.entries.xa_lock.rlock);
}

static void looking_holds_the_lock_of_the_table(struct kunit *test)
{
	KUNIT_ASSERT_EQ(test, put_letter(&table, 10), 1);
	{
		own_table_peek(letter_handle, letter, &table, 1);
		static_assert(own_in_atomic_scope());
		KUNIT_EXPECT_EQ(test, own_err(letter), 0);
		/* One processor needs no spinlock: unless that is debugged, there is none. */
		if (IS_ENABLED(CONFIG_SMP) || IS_ENABLED(CONFIG_DEBUG_SPINLOCK))
			KUNIT_EXPECT_TRUE(test, table_is_locked());
	}
	KUNIT_EXPECT_FALSE(test, table_is_locked());
	{
		own_table_peek(box_handle, none, &table, 1);
		KUNIT_EXPECT_EQ(test, own_err(none), -EBADF);
	}
	KUNIT_EXPECT_FALSE(test, table_is_locked());
}

/* What was looked up stays good when the handle goes. */
static void a_reference_outlives_its_handle(struct kunit *test)
{
	KUNIT_ASSERT_EQ(test, put_box(&table), 1);
	own_auto(box_ref, box, get_box(&table, 1));
	KUNIT_ASSERT_FALSE(test, own_none(box));
	KUNIT_EXPECT_EQ(test, kref_read(&own_use(box)->refs), 2);
	KUNIT_EXPECT_EQ(test, handles_close(&table, 1), 0);
	KUNIT_EXPECT_EQ(test, atomic_read(&boxes), 1);
	KUNIT_EXPECT_EQ(test, kref_read(&own_use(box)->refs), 1);
	own_drop(box_ref, box);
	KUNIT_EXPECT_EQ(test, atomic_read(&boxes), 0);
}

/* Borrowing ------------------------------------------------------------------------------------ */

static void what_is_borrowed_mut_is_busy_and_comes_back(struct kunit *test)
{
	KUNIT_ASSERT_EQ(test, put_letter(&table, 10), 1);
	{
		own_table_borrow_mut(letter_handle, letter, &table, 1);
		KUNIT_ASSERT_FALSE(test, own_none(letter));
		KUNIT_EXPECT_EQ(test, ask_letter(&table, 1), -EBUSY);
		KUNIT_EXPECT_EQ(test, ask_letter_mut(&table, 1), -EBUSY);
		KUNIT_EXPECT_EQ(test, remove_letter(&table, 1), -EBUSY);
		KUNIT_EXPECT_EQ(test, handles_close(&table, 1), -EBUSY);
		/* It still has a kind. */
		KUNIT_EXPECT_EQ(test, ask_box(&table, 1), -EBADF);
		KUNIT_EXPECT_EQ(test, remove_box(&table, 1), -EBADF);
		/* And its number. */
		KUNIT_EXPECT_EQ(test, put_box(&table), 2);
		own_mut(letter)->value = 12;
	}
	KUNIT_EXPECT_EQ(test, ask_letter(&table, 1), 12);
	KUNIT_EXPECT_EQ(test, ask_letter_mut(&table, 1), 12);
	KUNIT_EXPECT_EQ(test, atomic_read(&letters), 1);
	/* Of another kind, too. */
	KUNIT_ASSERT_EQ(test, put_stamp(&table), 3);
	{
		own_table_borrow_mut(stamp_handle, stamp, &table, 3);
		KUNIT_ASSERT_FALSE(test, own_none(stamp));
		KUNIT_EXPECT_EQ(test, ask_stamp(&table, 3), -EBUSY);
		KUNIT_EXPECT_EQ(test, handles_close(&table, 3), -EBUSY);
	}
	KUNIT_EXPECT_EQ(test, handles_close(&table, 3), 0);
}

/* The second and third kind come back as what they are. */
static void each_kind_comes_back_as_what_it_is(struct kunit *test)
{
	KUNIT_ASSERT_EQ(test, put_letter(&table, 10), 1);
	KUNIT_ASSERT_EQ(test, put_box(&table), 2);
	KUNIT_ASSERT_EQ(test, put_stamp(&table), 3);
	{
		own_table_borrow_mut(stamp_handle, stamp, &table, 3);
		own_table_borrow_mut(box_handle, box, &table, 2);
		KUNIT_ASSERT_FALSE(test, own_none(stamp));
		KUNIT_ASSERT_FALSE(test, own_none(box));
		KUNIT_EXPECT_EQ(test, ask_stamp(&table, 3), -EBUSY);
		KUNIT_EXPECT_EQ(test, ask_box(&table, 2), -EBUSY);
		KUNIT_EXPECT_EQ(test, ask_letter(&table, 1), 10);
		own_mut(stamp)->price = 5;
	}
	KUNIT_EXPECT_EQ(test, ask_box(&table, 2), 0);
	KUNIT_EXPECT_EQ(test, ask_stamp(&table, 3), 0);
	own_auto(stamp_own, stamp, stamp_handle_remove(&table, 3));
	KUNIT_ASSERT_FALSE(test, own_none(stamp));
	KUNIT_EXPECT_EQ(test, own_use(stamp)->price, 5);
}

static int take_out(const struct handles *from, u32 index, struct letter_own_slot *to)
{
	own_table_borrow_mut(letter_handle, letter, from, index);
	if (own_none(letter))
		return own_err(letter);
	letter_own_set(to, own_take(letter));
	return 0;
}

static int drop_in_place(const struct handles *from, u32 index)
{
	own_table_borrow_mut(letter_handle, letter, from, index);
	if (own_none(letter))
		return own_err(letter);
	own_drop(letter_own, letter);
	return 0;
}

static void what_is_taken_from_a_mut_borrow_closes_its_handle(struct kunit *test)
{
	struct letter_own_slot slot = { };

	KUNIT_ASSERT_EQ(test, put_letter(&table, 10), 1);
	KUNIT_EXPECT_EQ(test, take_out(&table, 1, &slot), 0);
	expect_nothing(test, &table, 1);
	own_auto(letter_own, letter, letter_own_take_from(&slot));
	KUNIT_EXPECT_EQ(test, own_err(letter), 0);
	KUNIT_EXPECT_EQ(test, atomic_read(&letters), 1);

	KUNIT_ASSERT_EQ(test, put_letter(&table, 11), 1);
	KUNIT_EXPECT_EQ(test, drop_in_place(&table, 1), 0);
	expect_nothing(test, &table, 1);
	KUNIT_EXPECT_EQ(test, atomic_read(&letters), 1);
}

static struct letter_own_rest offer(struct letter_own letter, int answer)
{
	own_auto(letter_own, l, letter);

	if (answer < 0)
		return own_reject(l, answer);
	return own_accepted(letter_own);
}

static int send(const struct handles *from, u32 index, int answer)
{
	own_table_borrow_mut(letter_handle, letter, from, index);
	if (own_none(letter))
		return own_err(letter);
	return own_rest(letter, offer(own_take(letter), answer));
}

/* As a driver sends a parcel that a handle names. */
static void what_is_handed_back_keeps_its_handle(struct kunit *test)
{
	KUNIT_ASSERT_EQ(test, put_letter(&table, 10), 1);
	KUNIT_EXPECT_EQ(test, send(&table, 1, -EAGAIN), -EAGAIN);
	KUNIT_EXPECT_EQ(test, ask_letter(&table, 1), 10);
	KUNIT_EXPECT_EQ(test, send(&table, 1, 0), 0);
	expect_nothing(test, &table, 1);
	KUNIT_EXPECT_EQ(test, atomic_read(&letters), 0);
}

/* A borrow that got nothing puts nothing back. */
static void a_borrow_of_nothing_leaves_the_table_alone(struct kunit *test)
{
	KUNIT_ASSERT_EQ(test, put_letter(&table, 10), 1);
	{
		own_table_borrow_mut(letter_handle, none, &table, 2);
		own_table_borrow_mut(box_handle, other, &table, 1);
		KUNIT_EXPECT_EQ(test, own_err(none), -EBADF);
		KUNIT_EXPECT_EQ(test, own_err(other), -EBADF);
		KUNIT_EXPECT_EQ(test, put_box(&table), 2);
	}
	KUNIT_EXPECT_EQ(test, ask_box(&table, 2), 0);
	KUNIT_EXPECT_EQ(test, ask_letter(&table, 1), 10);
}

/* The end of the table ------------------------------------------------------------------------- */

static void everything_is_dropped_once_and_the_table_is_empty(struct kunit *test)
{
	KUNIT_ASSERT_EQ(test, put_box(&table), 1);
	KUNIT_ASSERT_EQ(test, put_letter(&table, 1), 2);
	KUNIT_ASSERT_EQ(test, put_stamp(&table), 3);
	handles_drop_all(&table);
	KUNIT_EXPECT_EQ(test, atomic_read(&boxes), 0);
	KUNIT_EXPECT_EQ(test, atomic_read(&letters), 0);
	KUNIT_EXPECT_EQ(test, atomic_read(&stamps), 0);
	expect_nothing(test, &table, 1);
	expect_nothing(test, &table, 2);
	handles_init(&table, LIMIT, -EMFILE);
	KUNIT_ASSERT_EQ(test, put_letter(&table, 3), 1);
}

/* The caller is wrong; the table warns and rather leaks than frees what is in use. */
static void what_is_borrowed_when_the_table_ends_is_leaked_and_warns(struct kunit *test)
{
	KUNIT_ASSERT_EQ(test, put_letter(&table, 10), 1);
	KUNIT_ASSERT_EQ(test, put_box(&table), 2);
	{
		own_table_borrow_mut(letter_handle, letter, &table, 1);
		KUNIT_ASSERT_FALSE(test, own_none(letter));
		kunit_warning_suppress(test) {
			handles_drop_all(&table);
			KUNIT_EXPECT_SUPPRESSED_WARNING_COUNT(test, 1);
		}
		KUNIT_EXPECT_EQ(test, atomic_read(&boxes), 0);
		KUNIT_EXPECT_EQ(test, own_use(letter)->value, 10);
		own_drop(letter_own, letter);
	}
	KUNIT_EXPECT_EQ(test, atomic_read(&letters), 0);
}

/* A file that owns a table, and has the borrow end before it does. */
struct session {
	struct handles handles;
};

DEFINE_OWN(session_own, struct session, OWN_KMALLOC, own_member(handles, handles));

static void a_table_goes_with_its_owner(struct kunit *test)
{
	own_auto(session_own, s, own_alloc(session_own, GFP_KERNEL));
	KUNIT_ASSERT_FALSE(test, own_none(s));
	handles_init(&own_mut(s)->handles, LIMIT, -EMFILE);
	KUNIT_ASSERT_EQ(test, put_letter(&own_use(s)->handles, 10), 1);
	KUNIT_ASSERT_EQ(test, put_box(&own_use(s)->handles), 2);
	{
		own_table_reserve(handles, place, &own_use(s)->handles);
		own_table_borrow_mut(letter_handle, letter, &own_use(s)->handles, 1);
		own_table_peek(box_handle, box, &own_use(s)->handles, 2);
		KUNIT_EXPECT_EQ(test, own_err(place), 0);
		KUNIT_EXPECT_EQ(test, own_err(letter), 0);
		KUNIT_EXPECT_EQ(test, own_err(box), 0);
	}
	own_drop(session_own, s);
	KUNIT_EXPECT_EQ(test, atomic_read(&letters), 0);
	KUNIT_EXPECT_EQ(test, atomic_read(&boxes), 0);
}

/* An object whose setting up failed half way. lockdep would complain. */
static void a_table_that_was_never_set_up_ends(struct kunit *test)
{
	own_auto(session_own, s, own_alloc(session_own, GFP_KERNEL));

	KUNIT_ASSERT_FALSE(test, own_none(s));
}

/* No memory ------------------------------------------------------------------------------------ */

/* An xarray tries twice, so one failure is none: let what has failed fail again. */
static void fail_again(void *task, unsigned long call_site, const void *object,
		       struct kmem_cache *cache, gfp_t gfp, int node)
{
	if (!object && current == task)
		fail_nth(1);
}

static void no_memory_for_a_handle(struct kunit *test)
{
	fail_nth_or_skip(test);
	KUNIT_ASSERT_EQ(test, register_trace_kmem_cache_alloc(fail_again, current), 0);
	{
		fail_nth(1);
		own_table_reserve(handles, place, &table);
		fail_nth(0);
		KUNIT_EXPECT_EQ(test, own_err(place), -ENOMEM);
	}
	unregister_trace_kmem_cache_alloc(fail_again, current);
	tracepoint_synchronize_unregister();
	/* As before, and nothing was given up that was not had. */
	expect_nothing(test, &table, 1);
	KUNIT_EXPECT_EQ(test, put_letter(&table, 10), 1);
}

/* Installing, borrowing and giving back need none. Each of these would fail if it did. */
static void what_has_a_place_needs_no_memory(struct kunit *test)
{
	fail_nth_or_skip(test);
	own_auto(letter_own, letter, letter_new(10));
	KUNIT_ASSERT_FALSE(test, own_none(letter));
	{
		own_table_reserve(handles, place, &table);
		KUNIT_ASSERT_FALSE(test, own_none(place));
		fail_nth(1);
		own_table_install(letter_handle, place, own_take(letter));
	}
	KUNIT_EXPECT_EQ(test, ask_letter(&table, 1), 10);
	KUNIT_EXPECT_EQ(test, ask_letter_mut(&table, 1), 10);
	KUNIT_EXPECT_EQ(test, ask_letter(&table, 1), 10);
	KUNIT_EXPECT_EQ(test, handles_close(&table, 1), 0);
	KUNIT_EXPECT_FALSE(test, fail_nth_came());
}

/* Two threads ---------------------------------------------------------------------------------- */

/*
 * Two threads do everything to the same few handles. No answer is wrong in itself; what counts is
 * that nothing is lost, used after it was freed (KASAN) or raced for (KCSAN).
 */
#define ROUNDS	20000

static void storm(void *argument)
{
	struct kunit *test = argument;
	struct rnd_state random;
	int i;

	prandom_seed_state(&random, task_pid_nr(current));
	for (i = 0; i < ROUNDS; i++) {
		u32 draw = prandom_u32_state(&random);
		u32 index = draw % (LIMIT + 2);
		u32 question = (draw >> 16) % 10;
		int answer = 0;

		switch (question) {
		case 0:
			answer = put_box(&table);
			break;
		case 1:
			answer = put_letter(&table, 10);
			break;
		case 2:
			answer = ask_box(&table, index);
			break;
		case 3:
			answer = ask_letter(&table, index);
			break;
		case 4:
			answer = ask_letter_mut(&table, index);
			break;
		case 5:
			answer = remove_letter(&table, index);
			break;
		case 6:
			answer = drop_in_place(&table, index);
			break;
		case 7:
			answer = handles_close(&table, index);
			break;
		case 8:
			answer = send(&table, index, -EAGAIN);
			break;
		case 9: {
			own_table_reserve(handles, place, &table);
			answer = own_err(place);
			break;
		}
		}
		switch (answer) {
		case 0 ... LIMIT:
		case 10:
		case -EAGAIN:
		case -EBADF:
		case -EBUSY:
		case -EMFILE:
			break;
		default:
			KUNIT_FAIL(test, "answer %d to question %u", answer, question);
			return;
		}
	}
}

static void two_threads_and_the_same_handles(struct kunit *test)
{
	together(test, storm, storm, test);
}

/*
 * One has a letter to himself and changes it in two steps; the other looks, borrows, and closes and
 * makes a new one: it never sees one step alone, and what is borrowed is not closed (KASAN).
 */
static atomic_t looked, busy, closed, done;

static void change_in_two_steps(void *argument)
{
	struct kunit *test = argument;

	while (!atomic_read(&done)) {
		cond_resched();
		own_table_borrow_mut(letter_handle, letter, &table, 1);
		if (own_none(letter)) {
			if (own_err(letter) != -EBUSY && own_err(letter) != -EBADF)
				KUNIT_FAIL(test, "answer %d", own_err(letter));
			continue;
		}
		WRITE_ONCE(own_mut(letter)->value, -7);
		cpu_relax();
		WRITE_ONCE(own_mut(letter)->value, 10);
	}
}

/* Until each answer came often enough, however long the other one keeps the letter. */
static void look_borrow_and_close(void *argument)
{
	struct kunit *test = argument;
	int i, answer;

	for (i = 0; atomic_read(&looked) < 500 || atomic_read(&closed) < 20; i++) {
		cond_resched();
		answer = i & 1 ? ask_letter(&table, 1) : ask_letter_mut(&table, 1);
		if (answer == 10)
			atomic_inc(&looked);
		else if (answer == -EBUSY)
			atomic_inc(&busy);
		else
			KUNIT_FAIL(test, "answer %d", answer);
		if (i % 16 || handles_close(&table, 1))
			continue;
		atomic_inc(&closed);
		/* Nobody else makes any, so it gets the number that was given up. */
		if (put_letter(&table, 10) != 1) {
			KUNIT_FAIL(test, "another number");
			break;
		}
	}
	atomic_set(&done, 1);
}

static void what_one_has_to_himself_nobody_sees(struct kunit *test)
{
	atomic_set(&looked, 0);
	atomic_set(&busy, 0);
	atomic_set(&closed, 0);
	atomic_set(&done, 0);
	KUNIT_ASSERT_EQ(test, put_letter(&table, 10), 1);
	together(test, change_in_two_steps, look_borrow_and_close, test);
	KUNIT_EXPECT_EQ(test, atomic_read(&letters), 1);
	kunit_info(test, "looked %d, busy %d, closed %d\n", atomic_read(&looked),
		   atomic_read(&busy), atomic_read(&closed));
}

static struct kunit_case table_cases[] = {
	KUNIT_CASE(handles_start_at_one_and_are_given_out_again),
	KUNIT_CASE(a_full_table_says_so),
	KUNIT_CASE(a_reserved_place_counts),
	KUNIT_CASE(a_limit_of_none_is_always_full),
	KUNIT_CASE(a_limit_of_all_numbers),
	KUNIT_CASE(numbers_that_name_nothing),
	KUNIT_CASE(the_wrong_kind),
	KUNIT_CASE(closing_drops_what_the_handle_names),
	KUNIT_CASE(what_is_removed_has_one_owner),
	KUNIT_CASE(a_reserved_handle_means_nothing_until_installed),
	KUNIT_CASE(a_place_that_is_not_used_is_given_up),
	KUNIT_CASE(a_place_that_was_used_stays),
	KUNIT_CASE(places_do_not_mix),
	KUNIT_CASE(looking_holds_the_lock_of_the_table),
	KUNIT_CASE(a_reference_outlives_its_handle),
	KUNIT_CASE(what_is_borrowed_mut_is_busy_and_comes_back),
	KUNIT_CASE(each_kind_comes_back_as_what_it_is),
	KUNIT_CASE(what_is_taken_from_a_mut_borrow_closes_its_handle),
	KUNIT_CASE(what_is_handed_back_keeps_its_handle),
	KUNIT_CASE(a_borrow_of_nothing_leaves_the_table_alone),
	KUNIT_CASE(everything_is_dropped_once_and_the_table_is_empty),
	KUNIT_CASE(what_is_borrowed_when_the_table_ends_is_leaked_and_warns),
	KUNIT_CASE(a_table_goes_with_its_owner),
	KUNIT_CASE(a_table_that_was_never_set_up_ends),
	KUNIT_CASE(no_memory_for_a_handle),
	KUNIT_CASE(what_has_a_place_needs_no_memory),
	KUNIT_CASE(two_threads_and_the_same_handles),
	KUNIT_CASE(what_one_has_to_himself_nobody_sees),
	{ }
};

static struct kunit_suite table_suite = {
	.name = "own_table",
	.init = table_init,
	.exit = table_exit,
	.test_cases = table_cases,
};

kunit_test_suite(table_suite);

MODULE_DESCRIPTION("Tests of own/table.h");
MODULE_LICENSE("GPL");
