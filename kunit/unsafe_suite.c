// SPDX-License-Identifier: GPL-2.0-only
/*
 * Each bug of parcel_unsafe that KUnit can hold, provoked in the running driver through its device
 * node: its detector must report, and report what the table driver/unsafe/bugs.def says. The safe
 * driver gets the very same calls, if it is loaded, and must keep every detector silent. What
 * hangs, unloads the driver or silences its detector is for tools/demo.
 */
#include <kunit/test.h>
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/slab.h>

#include "detectors.h"
#include "unsafe_device.h"

#define UNSAFE_NODE	"/dev/parcel_unsafe"
#define SAFE_NODE	"/dev/parcel"

struct bug {
	const char *name;
	enum detector detector;
	const char *report;
	void (*provoke)(struct attempt *a);
};

static struct file *unsafe_file;
static struct file *safe_file;		/* NULL if the safe driver is not loaded */

#define PLANTED(name, where, detector, report, ...)	CASE_##where(name, detector, report)
#define CASE_KUNIT(name, detector, report)		{ #name, detector, report, provoke_##name },
#define CASE_RUNNER(name, detector, report)

static const struct bug bugs[] = {
#include "../driver/unsafe/bugs.def"
};

#undef PLANTED

KUNIT_ARRAY_PARAM_DESC(bug, bugs, name);

/* The threads */

static void attempt_run(void *data)
{
	const struct bug *bug = ((void **)data)[0];
	struct attempt *a = ((void **)data)[1];

	a->error = user_begin(a);
	if (!a->error)
		bug->provoke(a);
}

/* The cases */

static void use_after_free(void *data)
{
	char *bytes = kmalloc(10, GFP_KERNEL);

	if (!bytes)
		return;
	OPTIMIZER_HIDE_VAR(bytes);
	kfree(bytes);
	READ_ONCE(*bytes);	/* SAYS: plain-freed */
}

/* Without this, silence would prove nothing. Twice, as KASAN may have been told to speak once. */
static void detectors_are_awake(struct kunit *test)
{
	int i;

	for (i = 0; i < 2; i++) {
		listen_for(KASAN, "slab-use-after-free");
		KUNIT_EXPECT_EQ(test, run_aside(test, use_after_free, NULL), 0);
		KUNIT_EXPECT_EQ_MSG(test, atomic_read(&kasan_reports), 1,
				    "boot with kasan_multi_shot");
		KUNIT_EXPECT_EQ(test, atomic_read(&texts_seen), 1);
	}
}

static void bug_is_reported(struct kunit *test)
{
	const struct bug *bug = test->param_value;
	struct attempt a = { .file = unsafe_file };
	int result;

	listen_for(bug->detector, bug->report);
	result = run_aside(test, attempt_run, (const void *[]){ bug, &a });
	KUNIT_EXPECT_EQ_MSG(test, a.error, 0, "%s: a call on good input failed", bug->name);
	expect_report(test, bug->name, bug->detector, bug->report, result, a.content);
}

static void safe_driver_is_silent(struct kunit *test)
{
	const struct bug *bug = test->param_value;
	struct attempt a = { .file = safe_file };
	int result;

	if (!safe_file)
		kunit_skip(test, "the safe driver is not loaded");
	listen_for(bug->detector, bug->report);
	result = run_aside(test, attempt_run, (const void *[]){ bug, &a });
	KUNIT_EXPECT_EQ_MSG(test, a.error, 0, "%s: a call on good input failed", bug->name);
	expect_silence(test, result, a.content);
}

/* Here, as the suite begins in the task that loads it: the threads of the tests see no files. */
static struct file *open_node(const char *path)
{
	struct file *file = filp_open(path, O_RDWR, 0);

	return IS_ERR(file) ? NULL : file;
}

static void close_nodes(void)
{
	fput(unsafe_file);
	if (safe_file)
		fput(safe_file);
}

static int unsafe_suite_init(struct kunit_suite *suite)
{
	int err;

	unsafe_file = open_node(UNSAFE_NODE);
	if (!unsafe_file) {
		pr_err("unsafe_kunit: load parcel_unsafe first, with i_understand=1\n");
		return -ENODEV;
	}
	safe_file = open_node(SAFE_NODE);

	err = detectors_begin();
	if (err)
		close_nodes();
	return err;
}

static void unsafe_suite_exit(struct kunit_suite *suite)
{
	if (suite->suite_init_err)
		return;
	detectors_end();
	close_nodes();
}

static struct kunit_case unsafe_cases[] = {
	KUNIT_CASE(detectors_are_awake),
	KUNIT_CASE_PARAM(bug_is_reported, bug_gen_params),
	KUNIT_CASE_PARAM(safe_driver_is_silent, bug_gen_params),
	{ }
};

static struct kunit_suite unsafe_suite = {
	.name = "parcel_unsafe",
	.suite_init = unsafe_suite_init,
	.suite_exit = unsafe_suite_exit,
	.test_cases = unsafe_cases,
};

kunit_test_suite(unsafe_suite);

MODULE_DESCRIPTION("KUnit suite: each bug of parcel_unsafe is reported by its detector");
MODULE_LICENSE("GPL");
