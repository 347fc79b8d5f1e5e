// SPDX-License-Identifier: GPL-2.0-only
/*
 * A suite that somebody has beside a driver: that of the guide, with a function added. With FAILS
 * it has a case that fails.
 */
#include <kunit/test.h>
#include <linux/module.h>

int jot_answer(void);

/* The driver was loaded before, or this could not be. */
static void the_driver_is_there(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, jot_answer(), 42);
}

#ifdef FAILS
static void what_fails(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, 2 + 2, 5);
}
#endif

static struct kunit_case jot_cases[] = {
	KUNIT_CASE(the_driver_is_there),
#ifdef FAILS
	KUNIT_CASE(what_fails),
#endif
	{ }
};

static struct kunit_suite jot_suite = {
	.name = "jot",
	.test_cases = jot_cases,
};

kunit_test_suite(jot_suite);

MODULE_DESCRIPTION("Tests of jot");
MODULE_LICENSE("GPL");
