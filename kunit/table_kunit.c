// SPDX-License-Identifier: GPL-2.0-only
/*
 * own/table.h: handles for user space.
 */
#include <kunit/test.h>
#include <linux/module.h>
#include <linux/prandom.h>

#include <own/locked.h>
#include <own/ref.h>
#include <own/table.h>

#include "fail_nth.h"
#include "together.h"

#define RIGHT_SEND	1
#define RIGHT_RECEIVE	2

/* How many of each there are, to see that nothing is lost or dropped twice. */
static atomic_t boxes, letters;

struct box {
	struct kref refs;
	atomic_t senders;
};

static void box_destroy(struct box *box)
{
	atomic_dec(&boxes);
	kfree(box);
}

DEFINE_OWN(box_own, struct box, box_destroy);
DEFINE_REF(box_ref, box_own, struct box, refs);

static void box_opened(struct box *box, unsigned int rights)
{
	if (rights & RIGHT_SEND)
		atomic_inc(&box->senders);
}

static void box_closed(struct box *box, unsigned int rights)
{
	if (rights & RIGHT_SEND)
		atomic_dec(&box->senders);
}

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

static void letter_free(struct letter *letter)
{
	atomic_dec(&letters);
	letter->value = -1;
	kfree(letter);
}

DEFINE_OWN(letter_own, struct letter, letter_free);

static struct letter_own_result letter_new(int value)
{
	own_auto(letter_own, letter, own_alloc(letter_own, GFP_KERNEL));

	if (own_none(letter))
		return own_pass(letter);
	atomic_inc(&letters);
	own_mut(letter)->value = value;
	return own_ok(letter);
}

DEFINE_OWN_TABLE(handles, box_handle, letter_handle);
DEFINE_TABLE_REF(handles, box_handle, box_ref, struct box, box_opened, box_closed);
DEFINE_TABLE_OWN(handles, letter_handle, letter_own, struct letter);

/*
 * The suite's own helpers: put a new thing in, and say what a handle answers to each question
 * without changing anything.
 */
static int put_box(struct handles *table, unsigned int rights, u32 *index)
{
	own_auto(box_ref, box, box_new());

	if (own_none(box))
		return own_err(box);
	return own_rest(box, box_handle_insert(table, own_take(box), rights, index));
}

static int put_letter(struct handles *table, int value, u32 *index)
{
	own_auto(letter_own, letter, letter_new(value));

	if (own_none(letter))
		return own_err(letter);
	return own_rest(letter, letter_handle_insert(table, own_take(letter), index));
}

static int ask_box(struct handles *table, u32 index, unsigned int rights)
{
	own_auto(box_ref, box, box_handle_get(table, index, rights));

	return own_err(box);
}

static int ask_letter(struct handles *table, u32 index)
{
	own_table_borrow(letter_handle, letter, table, index);
	if (own_none(letter))
		return own_err(letter);
	return own_use(letter)->value;
}

static int ask_letter_mut(struct handles *table, u32 index)
{
	own_table_borrow_mut(letter_handle, letter, table, index);
	if (own_none(letter))
		return own_err(letter);
	return own_use(letter)->value;
}

static int remove_letter(struct handles *table, u32 index)
{
	own_auto(letter_own, letter, letter_handle_remove(table, index));

	if (own_none(letter))
		return own_err(letter);
	return own_use(letter)->value;
}

/* Each suite member starts with an empty table of three and must end with nothing alive. */
#define LIMIT	3

static struct handles table;

static int table_init(struct kunit *test)
{
	atomic_set(&boxes, 0);
	atomic_set(&letters, 0);
	handles_init(&table, LIMIT, -EMFILE);
	return 0;
}

static void table_exit(struct kunit *test)
{
	handles_drop_all(&table);
	KUNIT_EXPECT_EQ(test, atomic_read(&boxes), 0);
	KUNIT_EXPECT_EQ(test, atomic_read(&letters), 0);
}

static void handles_start_at_one_and_are_given_out_again(struct kunit *test)
{
	u32 index = 0;

	KUNIT_ASSERT_EQ(test, put_letter(&table, 10, &index), 0);
	KUNIT_EXPECT_EQ(test, index, 1);
	KUNIT_ASSERT_EQ(test, put_box(&table, 0, &index), 0);
	KUNIT_EXPECT_EQ(test, index, 2);
	KUNIT_EXPECT_EQ(test, handles_close(&table, 1), 0);
	KUNIT_ASSERT_EQ(test, put_letter(&table, 11, &index), 0);
	KUNIT_EXPECT_EQ(test, index, 1);
	KUNIT_EXPECT_EQ(test, ask_letter(&table, 1), 11);
}

static void a_full_table_hands_back(struct kunit *test)
{
	u32 index = 77;
	int i;

	for (i = 0; i < LIMIT; i++)
		KUNIT_ASSERT_EQ(test, put_box(&table, 0, &index), 0);
	KUNIT_EXPECT_EQ(test, index, LIMIT);

	own_auto(letter_own, letter, letter_new(42));
	KUNIT_ASSERT_FALSE(test, own_none(letter));
	KUNIT_EXPECT_EQ(test, -EMFILE,
			own_rest(letter, letter_handle_insert(&table, own_take(letter), &index)));
	KUNIT_EXPECT_EQ(test, index, LIMIT);
	KUNIT_ASSERT_FALSE(test, own_none(letter));
	KUNIT_EXPECT_EQ(test, own_use(letter)->value, 42);

	own_auto(handles_reserved, place, handles_reserve(&table));
	KUNIT_EXPECT_EQ(test, own_err(place), -EMFILE);

	KUNIT_EXPECT_EQ(test, handles_close(&table, 2), 0);
	KUNIT_EXPECT_EQ(test, 0,
			own_rest(letter, letter_handle_insert(&table, own_take(letter), &index)));
	KUNIT_EXPECT_EQ(test, index, 2);
}

static void a_limit_of_none_is_always_full(struct kunit *test)
{
	struct handles none;
	u32 index;

	handles_init(&none, 0, -ENOSPC);
	KUNIT_EXPECT_EQ(test, put_letter(&none, 1, &index), -ENOSPC);
	KUNIT_EXPECT_EQ(test, put_box(&none, 1, &index), -ENOSPC);
	handles_drop_all(&none);
}

static void a_limit_of_all_numbers(struct kunit *test)
{
	struct handles all;
	u32 index;

	handles_init(&all, U32_MAX, -ENOSPC);
	KUNIT_EXPECT_EQ(test, put_letter(&all, 1, &index), 0);
	KUNIT_EXPECT_EQ(test, index, 1);
	handles_drop_all(&all);
}

/* Every number that names nothing gets the same answer from everything. */
static void numbers_that_name_nothing(struct kunit *test)
{
	static const u32 wrong[] = { 0, 2, 3, 4, 63, 64, 65, 4096, INT_MAX, 0x80000000, U32_MAX };
	u32 index;
	int i;

	KUNIT_ASSERT_EQ(test, put_letter(&table, 10, &index), 0);
	for (i = 0; i < ARRAY_SIZE(wrong); i++) {
		KUNIT_EXPECT_EQ(test, ask_box(&table, wrong[i], 0), -EBADF);
		KUNIT_EXPECT_EQ(test, ask_letter(&table, wrong[i]), -EBADF);
		KUNIT_EXPECT_EQ(test, ask_letter_mut(&table, wrong[i]), -EBADF);
		KUNIT_EXPECT_EQ(test, remove_letter(&table, wrong[i]), -EBADF);
		KUNIT_EXPECT_EQ(test, handles_kind(&table, wrong[i]), -EBADF);
		KUNIT_EXPECT_EQ(test, handles_close(&table, wrong[i]), -EBADF);
	}
	KUNIT_EXPECT_EQ(test, ask_letter(&table, index), 10);
}

static void the_wrong_kind(struct kunit *test)
{
	u32 box, letter;

	KUNIT_ASSERT_EQ(test, put_box(&table, RIGHT_SEND, &box), 0);
	KUNIT_ASSERT_EQ(test, put_letter(&table, 10, &letter), 0);

	KUNIT_EXPECT_EQ(test, handles_kind(&table, box), (int)box_handle);
	KUNIT_EXPECT_EQ(test, handles_kind(&table, letter), (int)letter_handle);

	KUNIT_EXPECT_EQ(test, ask_letter(&table, box), -EBADF);
	KUNIT_EXPECT_EQ(test, ask_letter_mut(&table, box), -EBADF);
	KUNIT_EXPECT_EQ(test, remove_letter(&table, box), -EBADF);
	KUNIT_EXPECT_EQ(test, ask_box(&table, letter, 0), -EBADF);
	own_auto(box_ref, removed, box_handle_remove(&table, letter));
	KUNIT_EXPECT_EQ(test, own_err(removed), -EBADF);

	KUNIT_EXPECT_EQ(test, ask_box(&table, box, RIGHT_SEND), 0);
	KUNIT_EXPECT_EQ(test, ask_letter(&table, letter), 10);
}

static void rights_are_asked_for_together(struct kunit *test)
{
	unsigned int rights = 77;
	u32 index;

	KUNIT_ASSERT_EQ(test, put_box(&table, RIGHT_SEND, &index), 0);
	KUNIT_EXPECT_EQ(test, ask_box(&table, index, 0), 0);
	KUNIT_EXPECT_EQ(test, ask_box(&table, index, RIGHT_SEND), 0);
	KUNIT_EXPECT_EQ(test, ask_box(&table, index, RIGHT_RECEIVE), -EACCES);
	KUNIT_EXPECT_EQ(test, ask_box(&table, index, RIGHT_SEND | RIGHT_RECEIVE), -EACCES);

	own_auto(box_ref, none, box_handle_get_with_rights(&table, index + 1, &rights));
	KUNIT_EXPECT_EQ(test, own_err(none), -EBADF);
	KUNIT_EXPECT_EQ(test, rights, 77);
	own_auto(box_ref, box, box_handle_get_with_rights(&table, index, &rights));
	KUNIT_EXPECT_EQ(test, own_err(box), 0);
	KUNIT_EXPECT_EQ(test, rights, RIGHT_SEND);
}

/* What was looked up stays good when the handle goes. */
static void a_reference_outlives_its_handle(struct kunit *test)
{
	u32 index;

	KUNIT_ASSERT_EQ(test, put_box(&table, RIGHT_SEND, &index), 0);
	own_auto(box_ref, box, box_handle_get(&table, index, 0));
	KUNIT_ASSERT_FALSE(test, own_none(box));
	KUNIT_EXPECT_EQ(test, handles_close(&table, index), 0);
	KUNIT_EXPECT_EQ(test, atomic_read(&boxes), 1);
	KUNIT_EXPECT_EQ(test, atomic_read(&own_use(box)->senders), 0);
	own_drop(box_ref, box);
	KUNIT_EXPECT_EQ(test, atomic_read(&boxes), 0);
}

/* Each way in is counted once, and each way out. */
static void opened_and_closed_are_called_in_pairs(struct kunit *test)
{
	u32 index;

	own_auto(box_ref, box, box_new());
	KUNIT_ASSERT_FALSE(test, own_none(box));
	own_borrow(b, box);

	own_auto(box_ref, first, box_ref_get(b));
	KUNIT_EXPECT_EQ(test, 0, own_rest(first, box_handle_insert(&table, own_take(first),
								   RIGHT_SEND, &index)));
	own_auto(handles_reserved, place, handles_reserve(&table));
	KUNIT_ASSERT_FALSE(test, own_none(place));
	box_handle_install(own_take(place), box_ref_get(b), RIGHT_SEND | RIGHT_RECEIVE);
	own_auto(box_ref, third, box_ref_get(b));
	KUNIT_EXPECT_EQ(test, 0, own_rest(third, box_handle_insert(&table, own_take(third),
								   RIGHT_RECEIVE, &index)));
	KUNIT_EXPECT_EQ(test, atomic_read(&b->senders), 2);

	KUNIT_EXPECT_EQ(test, handles_close(&table, 3), 0);
	KUNIT_EXPECT_EQ(test, atomic_read(&b->senders), 2);
	KUNIT_EXPECT_EQ(test, handles_close(&table, 1), 0);
	KUNIT_EXPECT_EQ(test, atomic_read(&b->senders), 1);
	own_auto(box_ref, removed, box_handle_remove(&table, 2));
	KUNIT_EXPECT_EQ(test, atomic_read(&b->senders), 0);
	KUNIT_ASSERT_FALSE(test, own_none(removed));
	KUNIT_EXPECT_PTR_EQ(test, own_use(removed), b);

	own_auto(box_ref, last, box_ref_get(b));
	KUNIT_EXPECT_EQ(test, 0, own_rest(last, box_handle_insert(&table, own_take(last),
								  RIGHT_SEND, &index)));
	handles_drop_all(&table);
	KUNIT_EXPECT_EQ(test, atomic_read(&b->senders), 0);
	KUNIT_EXPECT_EQ(test, kref_read(&b->refs), 2);	/* box and removed */
}

static void a_letter_that_is_removed_has_one_owner(struct kunit *test)
{
	u32 index;

	KUNIT_ASSERT_EQ(test, put_letter(&table, 10, &index), 0);
	KUNIT_EXPECT_EQ(test, remove_letter(&table, index), 10);
	KUNIT_EXPECT_EQ(test, atomic_read(&letters), 0);
	KUNIT_EXPECT_EQ(test, remove_letter(&table, index), -EBADF);
	KUNIT_EXPECT_EQ(test, handles_close(&table, index), -EBADF);
}

static void many_may_borrow_and_then_nobody_has_it_alone(struct kunit *test)
{
	u32 index;

	KUNIT_ASSERT_EQ(test, put_letter(&table, 10, &index), 0);
	{
		own_table_borrow(letter_handle, letter, &table, index);
		KUNIT_EXPECT_EQ(test, own_err(letter), 0);
		KUNIT_EXPECT_EQ(test, ask_letter(&table, index), 10);
		KUNIT_EXPECT_EQ(test, ask_letter_mut(&table, index), -EBUSY);
		KUNIT_EXPECT_EQ(test, remove_letter(&table, index), -EBUSY);
		KUNIT_EXPECT_EQ(test, handles_kind(&table, index), (int)letter_handle);
	}
	KUNIT_EXPECT_EQ(test, ask_letter_mut(&table, index), 10);
}

/* Closing frees the number at once, and the letter when its last reader leaves. */
static void closing_what_is_borrowed(struct kunit *test)
{
	u32 index, again;

	KUNIT_ASSERT_EQ(test, put_letter(&table, 10, &index), 0);
	{
		own_table_borrow(letter_handle, first, &table, index);
		KUNIT_ASSERT_FALSE(test, own_none(first));
		{
			own_table_borrow(letter_handle, second, &table, index);
			KUNIT_EXPECT_EQ(test, own_err(second), 0);
			KUNIT_EXPECT_EQ(test, handles_close(&table, index), 0);
		}
		KUNIT_EXPECT_EQ(test, atomic_read(&letters), 1);
		KUNIT_EXPECT_EQ(test, handles_close(&table, index), -EBADF);
		KUNIT_EXPECT_EQ(test, ask_letter(&table, index), -EBADF);

		KUNIT_EXPECT_EQ(test, put_letter(&table, 11, &again), 0);
		KUNIT_EXPECT_EQ(test, again, index);
		KUNIT_EXPECT_EQ(test, own_use(first)->value, 10);
		KUNIT_EXPECT_EQ(test, ask_letter_mut(&table, again), 11);
		KUNIT_EXPECT_EQ(test, atomic_read(&letters), 2);
	}
	KUNIT_EXPECT_EQ(test, atomic_read(&letters), 1);
	KUNIT_EXPECT_EQ(test, ask_letter(&table, again), 11);
}

static void what_is_borrowed_mut_is_busy_and_comes_back(struct kunit *test)
{
	u32 index;

	KUNIT_ASSERT_EQ(test, put_letter(&table, 10, &index), 0);
	{
		own_table_borrow_mut(letter_handle, letter, &table, index);
		KUNIT_ASSERT_FALSE(test, own_none(letter));
		KUNIT_EXPECT_EQ(test, ask_letter(&table, index), -EBUSY);
		KUNIT_EXPECT_EQ(test, ask_letter_mut(&table, index), -EBUSY);
		KUNIT_EXPECT_EQ(test, remove_letter(&table, index), -EBUSY);
		KUNIT_EXPECT_EQ(test, handles_close(&table, index), -EBUSY);
		KUNIT_EXPECT_EQ(test, ask_box(&table, index, 0), -EBADF);
		own_mut(letter)->value = 12;
	}
	KUNIT_EXPECT_EQ(test, ask_letter(&table, index), 12);
	KUNIT_EXPECT_EQ(test, atomic_read(&letters), 1);
}

static int take_out(struct handles *from, u32 index, struct letter_own_slot *to)
{
	own_table_borrow_mut(letter_handle, letter, from, index);
	if (own_none(letter))
		return own_err(letter);
	own_auto(letter_own, old, letter_own_swap(to, own_take(letter)));
	return 0;
}

static int drop_in_place(struct handles *from, u32 index)
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
	u32 index;

	KUNIT_ASSERT_EQ(test, put_letter(&table, 10, &index), 0);
	KUNIT_EXPECT_EQ(test, take_out(&table, index, &slot), 0);
	KUNIT_EXPECT_EQ(test, handles_kind(&table, index), -EBADF);
	own_auto(letter_own, letter, letter_own_take_from(&slot));
	KUNIT_EXPECT_EQ(test, own_err(letter), 0);
	KUNIT_EXPECT_EQ(test, atomic_read(&letters), 1);

	KUNIT_ASSERT_EQ(test, put_letter(&table, 11, &index), 0);
	KUNIT_EXPECT_EQ(test, index, 1);
	KUNIT_EXPECT_EQ(test, drop_in_place(&table, index), 0);
	KUNIT_EXPECT_EQ(test, handles_kind(&table, index), -EBADF);
	KUNIT_EXPECT_EQ(test, atomic_read(&letters), 1);
}

static void a_reserved_handle_means_nothing_until_installed(struct kunit *test)
{
	u32 index;

	own_auto(letter_own, letter, letter_new(10));
	own_auto(handles_reserved, place, handles_reserve(&table));
	KUNIT_ASSERT_FALSE(test, own_none(place));
	KUNIT_ASSERT_FALSE(test, own_none(letter));
	index = handles_reserved_index(own_use(place));
	KUNIT_EXPECT_EQ(test, index, 1);
	KUNIT_EXPECT_EQ(test, handles_kind(&table, index), -EBADF);
	KUNIT_EXPECT_EQ(test, handles_close(&table, index), -EBADF);
	KUNIT_EXPECT_EQ(test, ask_box(&table, index, 0), -EBADF);
	KUNIT_EXPECT_EQ(test, ask_letter(&table, index), -EBADF);
	KUNIT_EXPECT_EQ(test, ask_letter_mut(&table, index), -EBADF);
	KUNIT_EXPECT_EQ(test, remove_letter(&table, index), -EBADF);
	letter_handle_install(own_take(place), own_take(letter));
	KUNIT_EXPECT_EQ(test, ask_letter(&table, index), 10);
}

static void a_place_that_is_dropped_is_free_again(struct kunit *test)
{
	int i;

	for (i = 0; i < 2 * LIMIT; i++) {
		own_auto(handles_reserved, place, handles_reserve(&table));
		KUNIT_ASSERT_FALSE(test, own_none(place));
		KUNIT_EXPECT_EQ(test, handles_reserved_index(own_use(place)), 1);
	}
}

static void everything_is_dropped_once_and_the_table_is_empty(struct kunit *test)
{
	u32 index;

	KUNIT_ASSERT_EQ(test, put_box(&table, 0, &index), 0);
	KUNIT_ASSERT_EQ(test, put_letter(&table, 1, &index), 0);
	KUNIT_ASSERT_EQ(test, put_letter(&table, 2, &index), 0);
	handles_drop_all(&table);
	KUNIT_EXPECT_EQ(test, atomic_read(&boxes), 0);
	KUNIT_EXPECT_EQ(test, atomic_read(&letters), 0);
	KUNIT_EXPECT_EQ(test, handles_kind(&table, 1), -EBADF);
	handles_init(&table, LIMIT, -EMFILE);
	KUNIT_ASSERT_EQ(test, put_letter(&table, 3, &index), 0);
	KUNIT_EXPECT_EQ(test, index, 1);
}

/* The caller is wrong; the table warns and rather leaks than frees what is in use. */
static void a_borrow_that_outlives_its_table_warns(struct kunit *test)
{
	u32 index;

	KUNIT_ASSERT_EQ(test, put_letter(&table, 10, &index), 0);
	{
		own_table_borrow(letter_handle, letter, &table, index);
		KUNIT_ASSERT_FALSE(test, own_none(letter));
		kunit_warning_suppress(test) {
			handles_drop_all(&table);
			KUNIT_EXPECT_SUPPRESSED_WARNING_COUNT(test, 1);
		}
		KUNIT_EXPECT_EQ(test, own_use(letter)->value, 10);
	}
	KUNIT_EXPECT_EQ(test, atomic_read(&letters), 0);
}

/* Whichever allocation fails, the letter is handed back and the table is as before. */
static void no_memory_for_a_handle(struct kunit *test)
{
	unsigned int n, failed = 0;
	bool came = true;
	u32 index = 77;

	fail_nth_or_skip(test);
	own_auto(letter_own, letter, letter_new(10));
	for (n = 1; came && n < 20; n++) {
		int err;

		KUNIT_ASSERT_FALSE(test, own_none(letter));
		fail_nth(n);
		err = own_rest(letter, letter_handle_insert(&table, own_take(letter), &index));
		came = fail_nth_came();
		if (!err)
			break;
		failed++;
		KUNIT_EXPECT_EQ(test, err, -ENOMEM);
		KUNIT_EXPECT_EQ(test, index, 77);
		KUNIT_EXPECT_EQ(test, handles_kind(&table, 1), -EBADF);
		fail_nth(n);
		own_auto(handles_reserved, place, handles_reserve(&table));
		fail_nth_came();
		KUNIT_EXPECT_EQ(test, own_err(place), -ENOMEM);
	}
	KUNIT_EXPECT_GT(test, failed, 0);
	KUNIT_EXPECT_EQ(test, index, 1);
}

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
		int answer = 0;

		switch (draw >> 16 & 7) {
		case 0:
			answer = put_box(&table, draw >> 8 & 3, &index);
			break;
		case 1:
			answer = put_letter(&table, 10, &index);
			break;
		case 2:
			answer = ask_box(&table, index, draw >> 8 & 3);
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
		}
		switch (answer) {
		case 0:
		case 10:
		case -EBADF:
		case -EBUSY:
		case -EACCES:
		case -EMFILE:
			break;
		default:
			KUNIT_FAIL(test, "answer %d to question %u", answer, draw >> 16 & 7);
			return;
		}
	}
}

static void two_threads_and_the_same_handles(struct kunit *test)
{
	together(test, storm, storm, test);
}

static struct kunit_case table_cases[] = {
	KUNIT_CASE(handles_start_at_one_and_are_given_out_again),
	KUNIT_CASE(a_full_table_hands_back),
	KUNIT_CASE(a_limit_of_none_is_always_full),
	KUNIT_CASE(a_limit_of_all_numbers),
	KUNIT_CASE(numbers_that_name_nothing),
	KUNIT_CASE(the_wrong_kind),
	KUNIT_CASE(rights_are_asked_for_together),
	KUNIT_CASE(a_reference_outlives_its_handle),
	KUNIT_CASE(opened_and_closed_are_called_in_pairs),
	KUNIT_CASE(a_letter_that_is_removed_has_one_owner),
	KUNIT_CASE(many_may_borrow_and_then_nobody_has_it_alone),
	KUNIT_CASE(closing_what_is_borrowed),
	KUNIT_CASE(what_is_borrowed_mut_is_busy_and_comes_back),
	KUNIT_CASE(what_is_taken_from_a_mut_borrow_closes_its_handle),
	KUNIT_CASE(a_reserved_handle_means_nothing_until_installed),
	KUNIT_CASE(a_place_that_is_dropped_is_free_again),
	KUNIT_CASE(everything_is_dropped_once_and_the_table_is_empty),
	KUNIT_CASE(a_borrow_that_outlives_its_table_warns),
	KUNIT_CASE(no_memory_for_a_handle),
	KUNIT_CASE(two_threads_and_the_same_handles),
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
