// SPDX-License-Identifier: GPL-2.0-only
/*
 * own/file.h: what an open file owns. The files are real ones; they are opened as misc_open() does.
 */
#include <kunit/test.h>
#include <linux/anon_inodes.h>
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/module.h>

#include <own/file.h>
#include <own/ref.h>

#include "fail_nth.h"
#include "together.h"

/* How many there are, to see that nothing is lost or dropped twice. */
static atomic_t sessions, shares;

/* What the next open shall do. */
static int open_error;

struct device_with_number {
	struct miscdevice misc;
	atomic_t opened;
};

struct session {
	int number;
};

static void session_end(struct session *session)
{
	atomic_dec(&sessions);
}

DEFINE_OWN(session_own, struct session, OWN_KMALLOC, own_run(session_end));

static struct session_own_result session_make(struct inode *inode, struct file *file)
{
	struct device_with_number *device =
		container_of(own_file_misc(file), struct device_with_number, misc);

	if (open_error == 1)
		return own_fail(session_own, -ENOENT);
	own_auto(session_own, session, own_alloc(session_own, GFP_KERNEL));
	if (own_none(session))
		return own_pass(session);
	atomic_inc(&sessions);
	own_mut(session)->number = atomic_inc_return(&device->opened);
	if (open_error)
		return own_fail(session_own, open_error);
	return own_ok(session);
}

DEFINE_OWN_FILE(session_file, session_own, struct session, session_make);

static const struct file_operations session_fops = {
	OWN_FILE_SLOTS(session_file),
};

static struct device_with_number owned;

/* A counted one, that somebody else may keep. */
struct share {
	struct kref refs;
};

static void share_end(struct share *share)
{
	atomic_dec(&shares);
}

DEFINE_OWN(share_own, struct share, OWN_KMALLOC, own_run(share_end));
DEFINE_OWN_REF(share_ref, share_own, struct share, refs);

static struct share_ref_result share_make(struct inode *inode, struct file *file)
{
	own_auto(share_own, share, own_alloc(share_own, GFP_KERNEL));

	if (own_none(share))
		return own_fail(share_ref, own_err(share));
	atomic_inc(&shares);
	own_auto(share_ref, shared, share_ref_share(own_take(share)));
	return own_ok(shared);
}

DEFINE_OWN_FILE(share_file, share_ref, struct share, share_make);

static const struct file_operations share_fops = {
	OWN_FILE_SLOTS(share_file),
};

/*
 * Kernel threads see no /dev, so this stands for the path from open(2) to misc_open(): a new file
 * whose private_data is the miscdevice. A file whose open failed is never released.
 */
static struct file *open_device(const struct file_operations *fops)
{
	static const struct file_operations not_opened;
	struct file *file = anon_inode_getfile("[own]", fops, &owned.misc, O_RDWR);
	int err;

	if (IS_ERR(file))
		return file;
	err = fops->open(file_inode(file), file);
	if (!err)
		return file;
	file->f_op = &not_opened;
	fput(file);
	module_put(fops->owner);
	return ERR_PTR(err);
}

static struct file *open_owned(void)
{
	return open_device(&session_fops);
}

/* Unlike fput(), it is released when this returns. */
static void close_now(struct file *file)
{
	__fput_sync(file);
}

static int file_init(struct kunit *test)
{
	open_error = 0;
	atomic_set(&sessions, 0);
	atomic_set(&shares, 0);
	atomic_set(&owned.opened, 100);
	return 0;
}

static void file_exit(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, atomic_read(&sessions), 0);
	KUNIT_EXPECT_EQ(test, atomic_read(&shares), 0);
}

static void open_makes_and_release_drops(struct kunit *test)
{
	struct file *file = open_owned();

	KUNIT_ASSERT_FALSE(test, IS_ERR(file));
	KUNIT_EXPECT_EQ(test, atomic_read(&sessions), 1);
	close_now(file);
	KUNIT_EXPECT_EQ(test, atomic_read(&sessions), 0);
}

static void each_file_has_its_own(struct kunit *test)
{
	struct file *first = open_owned(), *second = open_owned();

	KUNIT_ASSERT_FALSE(test, IS_ERR(first));
	KUNIT_ASSERT_FALSE(test, IS_ERR(second));
	KUNIT_EXPECT_EQ(test, session_file_of(first)->number, 101);
	KUNIT_EXPECT_EQ(test, session_file_of(second)->number, 102);
	KUNIT_EXPECT_EQ(test, atomic_read(&sessions), 2);
	close_now(first);
	KUNIT_EXPECT_EQ(test, session_file_of(second)->number, 102);
	close_now(second);
}

/* What was made on the way to the failure is dropped by open itself; release never comes. */
static void an_open_that_fails_says_why_and_leaves_nothing(struct kunit *test)
{
	struct file *file;

	open_error = -EPERM;
	file = open_owned();
	KUNIT_EXPECT_TRUE(test, IS_ERR(file));
	if (IS_ERR(file))
		KUNIT_EXPECT_EQ(test, PTR_ERR(file), -EPERM);
	KUNIT_EXPECT_EQ(test, atomic_read(&sessions), 0);
	KUNIT_EXPECT_EQ(test, atomic_read(&owned.opened), 101);
}

/* A file without data would be a %NULL pointer in every operation. */
static void an_open_that_makes_nothing_fails(struct kunit *test)
{
	struct file *file;

	open_error = 1;
	file = open_owned();
	KUNIT_EXPECT_TRUE(test, IS_ERR(file));
	if (IS_ERR(file))
		KUNIT_EXPECT_EQ(test, PTR_ERR(file), -ENOENT);
	else
		close_now(file);
}

static void what_is_counted_may_outlive_the_file(struct kunit *test)
{
	struct file *file = open_device(&share_fops);

	KUNIT_ASSERT_FALSE(test, IS_ERR(file));
	own_auto(share_ref, kept, share_ref_get(share_file_of(file)));
	close_now(file);
	KUNIT_EXPECT_EQ(test, atomic_read(&shares), 1);
	KUNIT_EXPECT_EQ(test, kref_read(&own_use(kept)->refs), 1);
	own_drop(share_ref, kept);
	KUNIT_EXPECT_EQ(test, atomic_read(&shares), 0);
}

static void release_leaves_no_stale_pointer(struct kunit *test)
{
	struct file *file = open_owned();

	KUNIT_ASSERT_FALSE(test, IS_ERR(file));
	KUNIT_EXPECT_EQ(test, session_file_release(file_inode(file), file), 0);
	KUNIT_EXPECT_NULL(test, file->private_data);
	KUNIT_EXPECT_EQ(test, atomic_read(&sessions), 0);
	/* Give the file, which will be released again, something to drop. */
	file->private_data = &owned.misc;
	KUNIT_EXPECT_EQ(test, session_file_open(file_inode(file), file), 0);
	close_now(file);
}

static void an_open_file_keeps_the_module(struct kunit *test)
{
	KUNIT_EXPECT_PTR_EQ(test, session_fops.owner, THIS_MODULE);
	KUNIT_EXPECT_PTR_EQ(test, (void *)session_fops.open, (void *)session_file_open);
	KUNIT_EXPECT_PTR_EQ(test, (void *)session_fops.release, (void *)session_file_release);
}

static void no_memory_for_an_open(struct kunit *test)
{
	struct file *file;
	unsigned int n, failed = 0;
	bool came = true;

	fail_nth_or_skip(test);
	for (n = 1; n < 100 && came; n++) {
		fail_nth(n);
		file = open_owned();
		came = fail_nth_came();
		if (!IS_ERR(file)) {
			/* Or the allocator had another way, as for the pages of a new slab. */
			close_now(file);
			continue;
		}
		failed++;
		KUNIT_EXPECT_EQ(test, PTR_ERR(file), -ENOMEM);
		KUNIT_EXPECT_EQ(test, atomic_read(&sessions), 0);
	}
	KUNIT_EXPECT_FALSE(test, came);
	/* At least the file and the session. */
	KUNIT_EXPECT_GE(test, failed, 2);
}

#define ROUNDS	500

static void open_and_close(void *argument)
{
	struct kunit *test = argument;
	int i;

	for (i = 0; i < ROUNDS; i++) {
		struct file *file = open_owned();

		if (IS_ERR(file)) {
			KUNIT_FAIL(test, "open: %pe", file);
			return;
		}
		if (session_file_of(file)->number <= 100)
			KUNIT_FAIL(test, "somebody else's data");
		close_now(file);
	}
}

static void two_threads_open_and_close(struct kunit *test)
{
	together(test, open_and_close, open_and_close, test);
}

static struct kunit_case file_cases[] = {
	KUNIT_CASE(open_makes_and_release_drops),
	KUNIT_CASE(each_file_has_its_own),
	KUNIT_CASE(an_open_that_fails_says_why_and_leaves_nothing),
	KUNIT_CASE(an_open_that_makes_nothing_fails),
	KUNIT_CASE(what_is_counted_may_outlive_the_file),
	KUNIT_CASE(release_leaves_no_stale_pointer),
	KUNIT_CASE(an_open_file_keeps_the_module),
	KUNIT_CASE(no_memory_for_an_open),
	KUNIT_CASE(two_threads_open_and_close),
	{ }
};

static struct kunit_suite file_suite = {
	.name = "own_file",
	.init = file_init,
	.exit = file_exit,
	.test_cases = file_cases,
};

kunit_test_suite(file_suite);

MODULE_DESCRIPTION("Tests of own/file.h");
MODULE_LICENSE("GPL");
