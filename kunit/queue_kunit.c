// SPDX-License-Identifier: GPL-2.0-only
/*
 * own/queue.h: a queue that owns its elements.
 */
#include <kunit/test.h>
#include <linux/module.h>
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

static void letter_free(struct letter *letter)
{
	atomic_dec(&letters);
	letter->value = -1;
	kfree(letter);
}

DEFINE_OWN(letter_own, struct letter, letter_free);
DEFINE_OWN_QUEUE(letter_queue, letter_own, struct letter, node);
DEFINE_REF(letter_ref, letter_own, struct letter, refs);
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

static struct letter_queue queue;

static int queue_init(struct kunit *test)
{
	atomic_set(&letters, 0);
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
	KUNIT_EXPECT_NULL(test, letter_queue_peek(&queue));
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
	KUNIT_ASSERT_NOT_NULL(test, letter_queue_peek(&queue));
	KUNIT_EXPECT_EQ(test, letter_queue_peek(&queue)->value, 7);
	KUNIT_EXPECT_EQ(test, letter_queue_len(&queue), 1);
	KUNIT_EXPECT_EQ(test, atomic_read(&letters), 1);
}

static int remove_value(int value)
{
	struct letter *letter;

	queue_for_each(letter, &queue, node) {
		if (letter->value == value) {
			own_auto(letter_own, removed, letter_queue_remove(&queue, letter));

			return own_use(removed)->value;
		}
	}
	return -ENOENT;
}

static void one_from_the_middle(struct kunit *test)
{
	int i;

	for (i = 0; i < 4; i++)
		push_new(test, &queue, i);
	KUNIT_EXPECT_EQ(test, remove_value(2), 2);
	KUNIT_EXPECT_EQ(test, remove_value(2), -ENOENT);
	KUNIT_EXPECT_EQ(test, letter_queue_len(&queue), 3);
	KUNIT_EXPECT_EQ(test, atomic_read(&letters), 3);
	KUNIT_EXPECT_EQ(test, pop_value(&queue), 0);
	KUNIT_EXPECT_EQ(test, remove_value(3), 3);
	KUNIT_EXPECT_EQ(test, remove_value(1), 1);
	KUNIT_EXPECT_EQ(test, pop_value(&queue), -ENOENT);
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

static struct kunit_case queue_cases[] = {
	KUNIT_CASE(first_in_is_first_out),
	KUNIT_CASE(an_empty_queue_has_no_head),
	KUNIT_CASE(what_is_put_back_comes_first),
	KUNIT_CASE(peeking_changes_nothing),
	KUNIT_CASE(one_from_the_middle),
	KUNIT_CASE(all_are_dropped_once),
	KUNIT_CASE(a_queue_of_references),
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
