// SPDX-License-Identifier: GPL-2.0-only
/*
 * own/prove.h: a build in which proofs only warn.
 *
 * With a compiler that nobody has tried yet, a rule that is not proved is a warning, and what was
 * built must link, load and run as if nobody had asked. This file is such a build, with a rule in
 * it that cannot be proved. Its warning is expected and not shown.
 */
#define OWN_PROVE warn

#include <kunit/test.h>
#include <linux/module.h>
#include <own/box.h>

#pragma GCC diagnostic ignored "-Wattribute-warning"

static int dropped;

struct parcel {
	int id;
};

static void parcel_end(struct parcel *parcel)
{
	dropped++;
}

DEFINE_OWN(parcel_own, struct parcel, OWN_KMALLOC, own_run(parcel_end));

/* Right, because somebody else has asked; but the compiler cannot know. */
static noinline int id_of(struct parcel_own_result result)
{
	own_auto(parcel_own, p, result);

	return own_use(p)->id;
}

static void what_is_not_proved_runs_all_the_same(struct kunit *test)
{
	own_auto(parcel_own, p, own_alloc(parcel_own, GFP_KERNEL));

	KUNIT_ASSERT_FALSE(test, own_none(p));
	own_mut(p)->id = 7;
	KUNIT_EXPECT_EQ(test, id_of(own_ok(p)), 7);
	KUNIT_EXPECT_EQ(test, dropped, 1);
}

static struct kunit_case prove_warn_cases[] = {
	KUNIT_CASE(what_is_not_proved_runs_all_the_same),
	{ }
};

static struct kunit_suite prove_warn_suite = {
	.name = "own_prove_warn",
	.test_cases = prove_warn_cases,
};

kunit_test_suite(prove_warn_suite);

MODULE_DESCRIPTION("Tests of own/prove.h, when proofs only warn");
MODULE_LICENSE("GPL");
