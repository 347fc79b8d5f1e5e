// SPDX-License-Identifier: GPL-2.0-only
/* Tests of a shelf of notes: of what shelf.h promises, and of nothing else. */
#include <kunit/test.h>
#include <linux/module.h>

#include "shelf.h"

/* A shelf for one case; it goes when the case ends. */
#define SHELF(shelf)						\
	own_auto(shelf_own, shelf, shelf_new());		\
	KUNIT_ASSERT_FALSE(test, own_none(shelf))

static void a_new_shelf_is_empty(struct kunit *test)
{
	SHELF(shelf);
	KUNIT_EXPECT_EQ(test, shelf_notes(own_use(shelf)), 0);
}

/* @solution */
static void notes_come_in_order(struct kunit *test)
{
	char text[SHELF_LONGEST + 1];

	SHELF(shelf);
	KUNIT_EXPECT_EQ(test, shelf_put(own_mut(shelf), "milk"), 0);
	KUNIT_EXPECT_EQ(test, shelf_put(own_mut(shelf), "bread"), 0);
	KUNIT_EXPECT_EQ(test, shelf_take(own_mut(shelf), text, sizeof(text)), 0);
	KUNIT_EXPECT_STREQ(test, text, "milk");
	KUNIT_EXPECT_EQ(test, shelf_take(own_mut(shelf), text, sizeof(text)), 0);
	KUNIT_EXPECT_STREQ(test, text, "bread");
	KUNIT_EXPECT_EQ(test, shelf_take(own_mut(shelf), text, sizeof(text)), -ENOENT);
}

static void a_full_shelf_refuses(struct kunit *test)
{
	SHELF(shelf);
	for (int i = 0; i < SHELF_MOST; i++)
		KUNIT_EXPECT_EQ(test, shelf_put(own_mut(shelf), "milk"), 0);
	KUNIT_EXPECT_EQ(test, shelf_refused(own_use(shelf)), 0);
	KUNIT_EXPECT_EQ(test, shelf_put(own_mut(shelf), "bread"), -ENOSPC);
	KUNIT_EXPECT_EQ(test, shelf_notes(own_use(shelf)), SHELF_MOST);
	KUNIT_EXPECT_EQ(test, shelf_refused(own_use(shelf)), 1);
}

static void a_note_has_a_length(struct kunit *test)
{
	char text[SHELF_LONGEST + 1];

	SHELF(shelf);
	KUNIT_EXPECT_EQ(test, shelf_put(own_mut(shelf), ""), -EINVAL);
	KUNIT_EXPECT_EQ(test, shelf_put(own_mut(shelf), "123456789012345"), 0);
	KUNIT_EXPECT_EQ(test, shelf_put(own_mut(shelf), "1234567890123456"), -EINVAL);
	KUNIT_EXPECT_EQ(test, shelf_notes(own_use(shelf)), 1);
	KUNIT_EXPECT_EQ(test, shelf_take(own_mut(shelf), text, sizeof(text)), 0);
	KUNIT_EXPECT_STREQ(test, text, "123456789012345");
}

static void a_note_that_does_not_fit_stays(struct kunit *test)
{
	char text[SHELF_LONGEST + 1];

	SHELF(shelf);
	KUNIT_EXPECT_EQ(test, shelf_put(own_mut(shelf), "milk"), 0);
	KUNIT_EXPECT_EQ(test, shelf_take(own_mut(shelf), text, 4), -EMSGSIZE);
	KUNIT_EXPECT_EQ(test, shelf_notes(own_use(shelf)), 1);
	KUNIT_EXPECT_EQ(test, shelf_take(own_mut(shelf), text, 5), 0);
	KUNIT_EXPECT_STREQ(test, text, "milk");
}

static void only_what_is_the_same_is_forgotten(struct kunit *test)
{
	char text[SHELF_LONGEST + 1];

	SHELF(shelf);
	KUNIT_EXPECT_EQ(test, shelf_put(own_mut(shelf), "milk"), 0);
	KUNIT_EXPECT_EQ(test, shelf_put(own_mut(shelf), "milkshake"), 0);
	KUNIT_EXPECT_EQ(test, shelf_put(own_mut(shelf), "milk"), 0);
	KUNIT_EXPECT_EQ(test, shelf_forget(own_mut(shelf), "milk"), 2);
	KUNIT_EXPECT_EQ(test, shelf_forget(own_mut(shelf), "milk"), 0);
	KUNIT_EXPECT_EQ(test, shelf_notes(own_use(shelf)), 1);
	KUNIT_EXPECT_EQ(test, shelf_take(own_mut(shelf), text, sizeof(text)), 0);
	KUNIT_EXPECT_STREQ(test, text, "milkshake");
}

/* @end */
static struct kunit_case shelf_cases[] = {
	KUNIT_CASE(a_new_shelf_is_empty),
	/* @solution */
	KUNIT_CASE(notes_come_in_order),
	KUNIT_CASE(a_full_shelf_refuses),
	KUNIT_CASE(a_note_has_a_length),
	KUNIT_CASE(a_note_that_does_not_fit_stays),
	KUNIT_CASE(only_what_is_the_same_is_forgotten),
	/* @end */
	{}
};

static struct kunit_suite shelf_suite = {
	.name = "shelf",
	.test_cases = shelf_cases,
};
kunit_test_suite(shelf_suite);

MODULE_DESCRIPTION("Tests of a shelf of notes");
MODULE_LICENSE("GPL");
