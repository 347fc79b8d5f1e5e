// SPDX-License-Identifier: GPL-2.0-only
/*
 * own/queue.h: a queue that owns its elements.
 */
#include <kunit/test.h>
#include <linux/module.h>
#include <linux/pid.h>
#include <linux/prandom.h>

#include <own/locked.h>
#include <own/queue.h>
#include <own/ref.h>

#include "together.h"

/* How many there are, to see that nothing is lost or dropped twice. */
static atomic_t letters;

struct letter {
	struct list_head node;
	struct kref refs;
	int value;
};

static void letter_end(struct letter *letter)
{
	atomic_dec(&letters);
	letter->value = -1;
}

DEFINE_OWN(letter_own, struct letter, OWN_KMALLOC, own_run(letter_end));
DEFINE_OWN_QUEUE(letter_queue, letter_own, struct letter, node);
DEFINE_OWN_REF(letter_ref, letter_own, struct letter, refs);
DEFINE_OWN_QUEUE(shared_queue, letter_ref, struct letter, node);

static struct letter_own_result letter_new(int value)
{
	own_auto(letter_own, letter, own_alloc(letter_own, GFP_KERNEL));

	if (own_none(letter))
		return own_pass(letter);
	atomic_inc(&letters);
	own_mut(letter)->value = value;
	return own_ok(letter);
}

static void push_new(struct kunit *test, struct letter_queue *queue, int value)
{
	own_auto(letter_own, letter, letter_new(value));

	KUNIT_ASSERT_FALSE(test, own_none(letter));
	letter_queue_push(queue, own_take(letter));
}

/* The value of what is popped, and dropped, or an errno. */
static int pop_value(struct letter_queue *queue)
{
	own_auto(letter_own, letter, letter_queue_pop(queue));

	if (own_none(letter))
		return own_err(letter);
	return own_use(letter)->value;
}

/* The value of the first one, or an errno. */
static int head_value(const struct letter_queue *queue)
{
	own_peek(letter_queue, head, queue);
	if (own_none(head))
		return own_err(head);
	return own_use(head)->value;
}

static struct letter_queue queue;

static int queue_init(struct kunit *test)
{
	atomic_set(&letters, 0);
	/* Memory need not be zeroed for it. */
	memset(&queue, 0x5a, sizeof(queue));
	letter_queue_init(&queue);
	return 0;
}

static void queue_exit(struct kunit *test)
{
	letter_queue_drop_all(&queue);
	KUNIT_EXPECT_EQ(test, atomic_read(&letters), 0);
}

static void first_in_is_first_out(struct kunit *test)
{
	int i;

	for (i = 0; i < 5; i++)
		push_new(test, &queue, i);
	KUNIT_EXPECT_EQ(test, letter_queue_len(&queue), 5);
	for (i = 0; i < 5; i++) {
		KUNIT_EXPECT_EQ(test, pop_value(&queue), i);
		KUNIT_EXPECT_EQ(test, letter_queue_len(&queue), 4 - i);
	}
}

static void an_empty_queue_has_no_head(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, letter_queue_len(&queue), 0);
	KUNIT_EXPECT_EQ(test, head_value(&queue), -ENOENT);
	KUNIT_EXPECT_EQ(test, pop_value(&queue), -ENOENT);
	KUNIT_EXPECT_EQ(test, letter_queue_len(&queue), 0);
	push_new(test, &queue, 1);
	KUNIT_EXPECT_EQ(test, pop_value(&queue), 1);
	KUNIT_EXPECT_EQ(test, pop_value(&queue), -ENOENT);
}

static void what_is_put_back_comes_first(struct kunit *test)
{
	push_new(test, &queue, 1);
	push_new(test, &queue, 2);
	own_auto(letter_own, letter, letter_queue_pop(&queue));
	KUNIT_ASSERT_FALSE(test, own_none(letter));
	letter_queue_push_front(&queue, own_take(letter));
	KUNIT_EXPECT_EQ(test, letter_queue_len(&queue), 2);
	KUNIT_EXPECT_EQ(test, pop_value(&queue), 1);
	KUNIT_EXPECT_EQ(test, pop_value(&queue), 2);
}

static void peeking_changes_nothing(struct kunit *test)
{
	push_new(test, &queue, 7);
	push_new(test, &queue, 8);
	KUNIT_EXPECT_EQ(test, head_value(&queue), 7);
	KUNIT_EXPECT_EQ(test, head_value(&queue), 7);
	KUNIT_EXPECT_EQ(test, letter_queue_len(&queue), 2);
	KUNIT_EXPECT_EQ(test, atomic_read(&letters), 2);
}

static void the_head_may_be_changed_and_taken_out(struct kunit *test)
{
	push_new(test, &queue, 7);
	push_new(test, &queue, 8);
	{
		own_peek(letter_queue, head, &queue);
		KUNIT_ASSERT_FALSE(test, own_none(head));
		own_mut(head)->value = 6;
		own_auto(letter_own, letter, own_take_out(letter_queue, head));
		KUNIT_EXPECT_TRUE(test, own_none(head));
		KUNIT_EXPECT_EQ(test, own_use(letter)->value, 6);
		KUNIT_EXPECT_EQ(test, letter_queue_len(&queue), 1);
	}
	KUNIT_EXPECT_EQ(test, atomic_read(&letters), 1);
	KUNIT_EXPECT_EQ(test, pop_value(&queue), 8);
}

/* What a walk over the queue sees, as digits. */
static int digits(const struct letter_queue *queue)
{
	int seen = 0;

	own_queue_for_each(letter_queue, each, queue)
		seen = 10 * seen + own_use(each)->value;
	return seen;
}

static void a_walk_sees_each_once_and_in_order(struct kunit *test)
{
	static const int expected[] = { 1, 12, 123, 1234 };
	int turns = 0;

	KUNIT_EXPECT_EQ(test, digits(&queue), 0);
	for (int i = 0; i < ARRAY_SIZE(expected); i++) {
		push_new(test, &queue, i + 1);
		KUNIT_EXPECT_EQ(test, digits(&queue), expected[i]);
	}
	own_queue_for_each(letter_queue, each, &queue) {
		if (own_use(each)->value == 2)
			continue;
		if (own_use(each)->value == 4)
			break;
		turns++;
		own_mut(each)->value += 5;
	}
	KUNIT_EXPECT_EQ(test, turns, 2);
	KUNIT_EXPECT_EQ(test, digits(&queue), 6284);
}

static void a_walk_asks_once_where_the_queue_is(struct kunit *test)
{
	struct letter_queue *queues[] = { &queue, NULL }, **where = queues;
	int turns = 0;

	push_new(test, &queue, 1);
	push_new(test, &queue, 2);
	own_queue_for_each(letter_queue, each, *where++)
		turns += own_use(each)->value;
	KUNIT_EXPECT_EQ(test, turns, 3);
	KUNIT_EXPECT_PTR_EQ(test, where, queues + 1);
}

static int remove_value(int value)
{
	own_queue_for_each(letter_queue, each, &queue) {
		if (own_use(each)->value == value) {
			own_auto(letter_own, removed, own_take_out(letter_queue, each));

			return own_use(removed)->value;
		}
	}
	return -ENOENT;
}

/* From the middle, the first, the last, and the only one. */
static void a_walk_takes_one_out(struct kunit *test)
{
	int i;

	for (i = 1; i <= 4; i++)
		push_new(test, &queue, i);
	KUNIT_EXPECT_EQ(test, remove_value(3), 3);
	KUNIT_EXPECT_EQ(test, remove_value(3), -ENOENT);
	KUNIT_EXPECT_EQ(test, letter_queue_len(&queue), 3);
	KUNIT_EXPECT_EQ(test, atomic_read(&letters), 3);
	KUNIT_EXPECT_EQ(test, digits(&queue), 124);
	KUNIT_EXPECT_EQ(test, remove_value(1), 1);
	KUNIT_EXPECT_EQ(test, digits(&queue), 24);
	KUNIT_EXPECT_EQ(test, remove_value(4), 4);
	KUNIT_EXPECT_EQ(test, digits(&queue), 2);
	KUNIT_EXPECT_EQ(test, remove_value(2), 2);
	KUNIT_EXPECT_EQ(test, letter_queue_len(&queue), 0);
	KUNIT_EXPECT_EQ(test, pop_value(&queue), -ENOENT);
	/* It can be used again at once. */
	push_new(test, &queue, 5);
	KUNIT_EXPECT_EQ(test, digits(&queue), 5);
}

static void all_are_dropped_once(struct kunit *test)
{
	int i;

	for (i = 0; i < 100; i++)
		push_new(test, &queue, i);
	letter_queue_drop_all(&queue);
	KUNIT_EXPECT_EQ(test, atomic_read(&letters), 0);
	KUNIT_EXPECT_EQ(test, letter_queue_len(&queue), 0);
	letter_queue_drop_all(&queue);
	push_new(test, &queue, 1);
	KUNIT_EXPECT_EQ(test, pop_value(&queue), 1);
}

/* A queue of references keeps what it refers to, and no more than that. */
static void a_queue_of_references(struct kunit *test)
{
	struct shared_queue shared;

	shared_queue_init(&shared);
	own_auto(letter_own, alone, letter_new(7));
	KUNIT_ASSERT_FALSE(test, own_none(alone));
	own_auto(letter_ref, letter, letter_ref_share(own_take(alone)));
	shared_queue_push(&shared, letter_ref_get(own_use(letter)));
	KUNIT_EXPECT_EQ(test, kref_read(&own_use(letter)->refs), 2);
	own_drop(letter_ref, letter);
	KUNIT_EXPECT_EQ(test, atomic_read(&letters), 1);
	{
		own_auto(letter_ref, popped, shared_queue_pop(&shared));
		KUNIT_ASSERT_FALSE(test, own_none(popped));
		KUNIT_EXPECT_EQ(test, own_use(popped)->value, 7);
		shared_queue_push(&shared, own_take(popped));
	}
	{
		own_peek(shared_queue, head, &shared);
		KUNIT_ASSERT_FALSE(test, own_none(head));
		KUNIT_EXPECT_EQ(test, own_use(head)->value, 7);
		own_auto(letter_ref, more, letter_ref_get(own_use(head)));
		KUNIT_EXPECT_EQ(test, kref_read(&own_use(more)->refs), 2);
	}
	shared_queue_drop_all(&shared);
	KUNIT_EXPECT_EQ(test, atomic_read(&letters), 0);
}

/* Two queues behind two locks, and two threads that move what they find from one to the other. */
struct side {
	OWN_LOCKED(spinlock_t, struct letter_queue) queue;
};

static struct side sides[2];

#define LETTERS	50
#define ROUNDS	20000

static void move(struct side *from, struct side *to)
{
	own_guard_pair(spinlock, a, from, b, to, queue);
	own_linear(letter_own, letter, letter_queue_pop(a));

	if (own_none(letter))
		return;
	letter_queue_push(b, own_take(letter));
}

/* Out, changed, and back at the head, under one lock. */
static void change_head(struct side *from)
{
	own_guard(spinlock, a, &from->queue);
	own_auto(letter_own, letter, letter_queue_pop(a));

	if (own_none(letter))
		return;
	own_mut(letter)->value++;
	letter_queue_push_front(a, own_take(letter));
}

static void shuffle(void *argument)
{
	struct rnd_state random;
	int i;

	prandom_seed_state(&random, task_pid_nr(current));
	for (i = 0; i < ROUNDS; i++) {
		struct side *from = &sides[0], *to = &sides[1];
		u32 draw = prandom_u32_state(&random);

		if (draw & 1)
			swap(from, to);
		if (from == to)
			continue;
		if (draw & 2)
			move(from, to);
		else
			change_head(from);
	}
}

static unsigned int take_down(struct side *side)
{
	unsigned int found = 0;

	for (;;) {
		own_guard(spinlock, q, &side->queue);
		own_auto(letter_own, letter, letter_queue_pop(q));

		if (own_none(letter))
			break;
		found++;
	}
	return found;
}

static void nothing_is_lost_between_two_threads(struct kunit *test)
{
	unsigned int found;
	int i;

	for (i = 0; i < 2; i++) {
		own_locked_init(&sides[i].queue);
		own_guard(spinlock, q, &sides[i].queue);
		letter_queue_init(q);
	}
	for (i = 0; i < LETTERS; i++) {
		own_auto(letter_own, letter, letter_new(0));
		KUNIT_ASSERT_FALSE(test, own_none(letter));
		own_guard(spinlock, q, &sides[i % 2].queue);
		letter_queue_push(q, own_take(letter));
	}
	together(test, shuffle, shuffle, NULL);
	found = take_down(&sides[0]);
	found += take_down(&sides[1]);
	KUNIT_EXPECT_EQ(test, found, LETTERS);
}

static OWN_LOCKED(spinlock_t, struct letter_queue) ready_made =
	OWN_LOCKED_INIT(__SPIN_LOCK_UNLOCKED, ready_made,
			OWN_QUEUE_INIT(OWN_LOCKED_STATIC(ready_made)));

static void a_static_queue_needs_no_set_up(struct kunit *test)
{
	own_guard(spinlock, q, &ready_made);
	own_auto(letter_own, none, letter_queue_pop(q));
	KUNIT_EXPECT_EQ(test, own_err(none), -ENOENT);
	for (int i = 1; i <= 2; i++) {
		own_auto(letter_own, letter, own_alloc(letter_own, GFP_ATOMIC));

		KUNIT_ASSERT_FALSE(test, own_none(letter));
		atomic_inc(&letters);
		own_mut(letter)->value = i;
		letter_queue_push(q, own_take(letter));
	}
	KUNIT_EXPECT_EQ(test, letter_queue_len(q), 2);
	KUNIT_EXPECT_EQ(test, pop_value(q), 1);
	KUNIT_EXPECT_EQ(test, pop_value(q), 2);
}

/* As who keeps the same elements in a tree finds one. */
static const struct letter *second_of(const struct letter_queue *q)
{
	unsigned int nr = 0;

	own_queue_for_each(letter_queue, each, q)
		if (nr++ == 1)
			return own_use(each);
	return NULL;
}

static void what_was_found_by_other_means_is_removed(struct kunit *test)
{
	const struct letter *second;

	for (int i = 1; i <= 3; i++)
		push_new(test, &queue, i);
	second = second_of(&queue);
	KUNIT_ASSERT_NOT_NULL(test, second);
	{
		/* SAFETY: it was found on this queue. */
		own_auto(letter_own, letter, letter_queue_unsafe_remove(&queue, second));

		KUNIT_EXPECT_EQ(test, own_use(letter)->value, 2);
		KUNIT_EXPECT_EQ(test, letter_queue_len(&queue), 2);
		KUNIT_EXPECT_EQ(test, atomic_read(&letters), 3);
	}
	KUNIT_EXPECT_EQ(test, atomic_read(&letters), 2);
	KUNIT_EXPECT_EQ(test, pop_value(&queue), 1);
	KUNIT_EXPECT_EQ(test, pop_value(&queue), 3);
	KUNIT_EXPECT_EQ(test, pop_value(&queue), -ENOENT);
}

static struct kunit_case queue_cases[] = {
	KUNIT_CASE(first_in_is_first_out),
	KUNIT_CASE(an_empty_queue_has_no_head),
	KUNIT_CASE(what_is_put_back_comes_first),
	KUNIT_CASE(peeking_changes_nothing),
	KUNIT_CASE(the_head_may_be_changed_and_taken_out),
	KUNIT_CASE(a_walk_sees_each_once_and_in_order),
	KUNIT_CASE(a_walk_asks_once_where_the_queue_is),
	KUNIT_CASE(a_walk_takes_one_out),
	KUNIT_CASE(all_are_dropped_once),
	KUNIT_CASE(a_queue_of_references),
	KUNIT_CASE(a_static_queue_needs_no_set_up),
	KUNIT_CASE(what_was_found_by_other_means_is_removed),
	KUNIT_CASE(nothing_is_lost_between_two_threads),
	{ }
};

static struct kunit_suite queue_suite = {
	.name = "own_queue",
	.init = queue_init,
	.exit = queue_exit,
	.test_cases = queue_cases,
};

kunit_test_suite(queue_suite);

MODULE_DESCRIPTION("Tests of own/queue.h");
MODULE_LICENSE("GPL");
