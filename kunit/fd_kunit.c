// SPDX-License-Identifier: GPL-2.0-only
/*
 * own/fd.h: references to files, descriptors that are reserved and installed, files that own an
 * object. The descriptors are those of the thread that runs the suite.
 */
#include <kunit/test.h>
#include <linux/fdtable.h>
#include <linux/module.h>

#include <own/fd.h>

#include "fail_nth.h"

static atomic_t shots;

struct shot {
	int number;
};

static void shot_end(struct shot *shot)
{
	atomic_dec(&shots);
}

DEFINE_OWN(shot_own, struct shot, OWN_KMALLOC, own_run(shot_end));
DEFINE_OWN_ANON_FILE(shot_file, shot_own, struct shot);

static ssize_t shot_read(struct file *file, char __user *to, size_t length, loff_t *position)
{
	return shot_file_of(file)->number;
}

static const struct file_operations shot_fops = {
	.owner = THIS_MODULE,
	.read = shot_read,
	.release = shot_file_release,
};

static const struct file_operations other_fops = {
	.owner = THIS_MODULE,
};

static struct own_file_ref_result shot_file_make(int number)
{
	own_auto(shot_own, shot, own_alloc(shot_own, GFP_KERNEL));

	if (own_none(shot))
		return own_fail(own_file_ref, own_err(shot));
	atomic_inc(&shots);
	own_mut(shot)->number = number;
	return shot_file_new("[own]", &shot_fops, O_RDWR, own_take(shot));
}

/* fput() of a thread of the kernel puts the release off. */
static int shots_left(void)
{
	flush_delayed_fput();
	return atomic_read(&shots);
}

static void a_file_owns_its_object(struct kunit *test)
{
	{
		own_auto(own_file_ref, file, shot_file_make(7));

		KUNIT_ASSERT_FALSE(test, own_none(file));
		KUNIT_EXPECT_EQ(test, shot_file_of(own_use(file))->number, 7);
		own_auto(own_file_ref, second, own_file_ref_get(own_use(file)));
		own_drop(own_file_ref, file);
		KUNIT_EXPECT_EQ(test, shots_left(), 1);
		KUNIT_EXPECT_EQ(test, shot_file_of(own_use(second))->number, 7);
	}
	KUNIT_EXPECT_EQ(test, shots_left(), 0);
}

static void other_operations_are_refused(struct kunit *test)
{
	own_auto(shot_own, shot, own_alloc(shot_own, GFP_KERNEL));

	KUNIT_ASSERT_FALSE(test, own_none(shot));
	atomic_inc(&shots);
	own_auto(own_file_ref, file, shot_file_new("[own]", &other_fops, O_RDWR, own_take(shot)));
	KUNIT_EXPECT_EQ(test, own_err(file), -EINVAL);
	KUNIT_EXPECT_EQ(test, shots_left(), 0);
}

static void no_memory_for_a_file(struct kunit *test)
{
	fail_nth_or_skip(test);
	own_auto(shot_own, shot, own_alloc(shot_own, GFP_KERNEL));
	KUNIT_ASSERT_FALSE(test, own_none(shot));
	atomic_inc(&shots);
	fail_nth(1);
	own_auto(own_file_ref, file, shot_file_new("[own]", &shot_fops, O_RDWR, own_take(shot)));
	KUNIT_EXPECT_TRUE(test, fail_nth_came());
	KUNIT_EXPECT_EQ(test, own_err(file), -ENOMEM);
	KUNIT_EXPECT_EQ(test, shots_left(), 0);
}

static void a_reservation_goes_back(struct kunit *test)
{
	int number;

	{
		own_auto(own_fd, fd, own_fd_reserve(O_CLOEXEC));

		KUNIT_ASSERT_FALSE(test, own_none(fd));
		number = own_fd_number(own_use(fd));
		KUNIT_EXPECT_GE(test, number, 0);
		own_auto(own_file_ref, nothing, own_fget(number));
		KUNIT_EXPECT_EQ(test, own_err(nothing), -EBADF);
		own_auto(own_fd, next, own_fd_reserve(0));
		KUNIT_ASSERT_FALSE(test, own_none(next));
		KUNIT_EXPECT_NE(test, own_fd_number(own_use(next)), number);
	}
	own_auto(own_fd, again, own_fd_reserve(O_CLOEXEC));
	KUNIT_ASSERT_FALSE(test, own_none(again));
	KUNIT_EXPECT_EQ(test, own_fd_number(own_use(again)), number);
}

static void what_is_installed_is_found_and_closed(struct kunit *test)
{
	int number;

	own_auto(own_fd, fd, own_fd_reserve(O_CLOEXEC));
	KUNIT_ASSERT_FALSE(test, own_none(fd));
	own_auto(own_file_ref, file, shot_file_make(9));
	KUNIT_ASSERT_FALSE(test, own_none(file));
	number = own_fd_install(own_take(fd), own_take(file));
	{
		own_auto(own_file_ref, found, own_fget(number));

		KUNIT_ASSERT_FALSE(test, own_none(found));
		KUNIT_EXPECT_EQ(test, shot_file_of(own_use(found))->number, 9);
		/* Whoever closes it: the reference keeps the file. */
		KUNIT_EXPECT_EQ(test, close_fd(number), 0);
		KUNIT_EXPECT_EQ(test, shots_left(), 1);
		KUNIT_EXPECT_EQ(test, shot_file_of(own_use(found))->number, 9);
	}
	KUNIT_EXPECT_EQ(test, shots_left(), 0);
}

static void no_descriptor_is_no_file(struct kunit *test)
{
	own_auto(own_file_ref, file, own_fget(1 << 20));
	own_auto(own_eventfd, none, own_eventfd_fdget(1 << 20));

	KUNIT_EXPECT_EQ(test, own_err(file), -EBADF);
	KUNIT_EXPECT_EQ(test, own_err(none), -EBADF);
}

static void another_file_is_no_eventfd(struct kunit *test)
{
	int number;

	own_auto(own_fd, fd, own_fd_reserve(O_CLOEXEC));
	KUNIT_ASSERT_FALSE(test, own_none(fd));
	own_auto(own_file_ref, file, shot_file_make(1));
	KUNIT_ASSERT_FALSE(test, own_none(file));
	number = own_fd_install(own_take(fd), own_take(file));
	own_auto(own_eventfd, none, own_eventfd_fdget(number));
	KUNIT_EXPECT_EQ(test, own_err(none), -EINVAL);
	KUNIT_EXPECT_EQ(test, close_fd(number), 0);
	KUNIT_EXPECT_EQ(test, shots_left(), 0);
}

/* The process that loads the suite, which runs this, needs nothing from its standard input. */
static int zero_is_a_descriptor(struct kunit_suite *suite)
{
	close_fd(0);
	own_auto(own_fd, fd, own_fd_reserve(O_CLOEXEC));
	if (own_none(fd))
		return own_err(fd);
	return own_fd_number(own_use(fd)) ? -EINVAL : 0;
}

static struct kunit_case fd_cases[] = {
	KUNIT_CASE(a_file_owns_its_object),
	KUNIT_CASE(other_operations_are_refused),
	KUNIT_CASE(no_memory_for_a_file),
	KUNIT_CASE(a_reservation_goes_back),
	KUNIT_CASE(what_is_installed_is_found_and_closed),
	KUNIT_CASE(no_descriptor_is_no_file),
	KUNIT_CASE(another_file_is_no_eventfd),
	{ }
};

static struct kunit_suite fd_suite = {
	.name = "own_fd",
	.suite_init = zero_is_a_descriptor,
	.test_cases = fd_cases,
};

kunit_test_suite(fd_suite);

MODULE_DESCRIPTION("Tests of own/fd.h");
MODULE_LICENSE("GPL");
