// SPDX-License-Identifier: GPL-2.0-only
/*
 * own/result.h: a value or an errno.
 */
#include <kunit/test.h>
#include <linux/module.h>

#include <own/result.h>

struct reading {
	u64 at;
	u32 level[5];
};

DEFINE_OWN_RESULT(level_result, u32);
DEFINE_OWN_RESULT(wide_result, u64);
DEFINE_OWN_RESULT(reading_result, struct reading);
DEFINE_OWN_RESULT_PTR(reading_found, struct reading);

/* What a function in another file would return, through registers or memory. */
static noinline struct level_result level_or(int error, u32 level)
{
	if (error < 0)
		return own_fail(level_result, error);
	return level_result_ok(level);
}

static noinline struct wide_result wide_or(int error, u64 value)
{
	if (error < 0)
		return own_fail(wide_result, error);
	return wide_result_ok(value);
}

static noinline struct reading_result reading_or(int error, struct reading reading)
{
	if (error < 0)
		return own_fail(reading_result, error);
	return reading_result_ok(reading);
}

static noinline struct reading_found found(struct reading *reading)
{
	return reading_found_from(reading);
}

static void a_value_comes_through(struct kunit *test)
{
	static const u32 levels[] = { 0, 1, S32_MAX, U32_MAX, (u32)-ENOENT };

	for (size_t i = 0; i < ARRAY_SIZE(levels); i++) {
		own_result(level_result, level, level_or(0, levels[i]));

		KUNIT_EXPECT_EQ(test, own_err(level), 0);
		KUNIT_ASSERT_FALSE(test, own_none(level));
		KUNIT_EXPECT_EQ(test, own_value(level), levels[i]);
	}
	own_result(wide_result, wide, wide_or(0, U64_MAX));
	KUNIT_ASSERT_FALSE(test, own_none(wide));
	KUNIT_EXPECT_EQ(test, own_value(wide), U64_MAX);
}

static void an_errno_comes_through(struct kunit *test)
{
	static const int errors[] = { -EPERM, -ENOENT, -EINVAL, -MAX_ERRNO };

	for (size_t i = 0; i < ARRAY_SIZE(errors); i++) {
		own_result(level_result, level, level_or(errors[i], 7));
		own_result(wide_result, wide, wide_or(errors[i], 7));

		KUNIT_EXPECT_TRUE(test, own_none(level));
		KUNIT_EXPECT_EQ(test, own_err(level), errors[i]);
		KUNIT_EXPECT_TRUE(test, own_none(wide));
		KUNIT_EXPECT_EQ(test, own_err(wide), errors[i]);
	}
}

static void a_structure_comes_through_whole(struct kunit *test)
{
	struct reading reading = { .at = 5, .level = { 1, 2, 3, 4, U32_MAX } };

	own_result(reading_result, good, reading_or(0, reading));
	KUNIT_ASSERT_FALSE(test, own_none(good));
	KUNIT_EXPECT_EQ(test, own_value(good).at, 5);
	KUNIT_EXPECT_EQ(test, own_value(good).level[4], U32_MAX);

	own_result(reading_result, bad, reading_or(-EIO, reading));
	KUNIT_EXPECT_EQ(test, own_err(bad), -EIO);
}

/* 0 would say that there is a value, and nobody put one there. */
static void no_errno_is_still_no_value(struct kunit *test)
{
	int nothing = 0;

	OPTIMIZER_HIDE_VAR(nothing);
	own_result(level_result, level, own_fail(level_result, nothing));
	KUNIT_EXPECT_TRUE(test, own_none(level));
	KUNIT_EXPECT_EQ(test, own_err(level), -ENOENT);
}

static void a_pointer_an_error_pointer_and_null(struct kunit *test)
{
	struct reading reading = { .at = 9 };

	own_result(reading_found, good, found(&reading));
	KUNIT_EXPECT_EQ(test, own_err(good), 0);
	KUNIT_ASSERT_FALSE(test, own_none(good));
	KUNIT_EXPECT_PTR_EQ(test, own_value(good), &reading);
	own_value(good)->at++;
	KUNIT_EXPECT_EQ(test, reading.at, 10);

	own_result(reading_found, bad, found(ERR_PTR(-EBUSY)));
	KUNIT_EXPECT_TRUE(test, own_none(bad));
	KUNIT_EXPECT_EQ(test, own_err(bad), -EBUSY);

	own_result(reading_found, worst, found(ERR_PTR(-MAX_ERRNO)));
	KUNIT_EXPECT_EQ(test, own_err(worst), -MAX_ERRNO);

	own_result(reading_found, none, found(NULL));
	KUNIT_EXPECT_TRUE(test, own_none(none));
	KUNIT_EXPECT_EQ(test, own_err(none), -ENOENT);

	own_result(reading_found, said, own_fail(reading_found, -EPIPE));
	KUNIT_EXPECT_EQ(test, own_err(said), -EPIPE);
}

static struct kunit_case result_cases[] = {
	KUNIT_CASE(a_value_comes_through),
	KUNIT_CASE(an_errno_comes_through),
	KUNIT_CASE(a_structure_comes_through_whole),
	KUNIT_CASE(no_errno_is_still_no_value),
	KUNIT_CASE(a_pointer_an_error_pointer_and_null),
	{ }
};

static struct kunit_suite result_suite = {
	.name = "own_result",
	.test_cases = result_cases,
};

kunit_test_suite(result_suite);

MODULE_DESCRIPTION("Tests of own/result.h");
MODULE_LICENSE("GPL");
