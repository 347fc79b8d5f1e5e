// SPDX-License-Identifier: GPL-2.0-only
/*
 * The bugs of edu_unsafe that KUnit can hold, provoked on the fake device: the detector of the
 * table driver/edu/bugs.def must report. The safe driver gets the very same, and every detector
 * must keep silent. And on good input both must do the same.
 *
 * Not here: handler_race. It takes two processors that meet in a few instructions, often enough
 * for KCSAN to be looking, and a real device that is slow; tests/edu/attack_handler_race.c has it.
 */
#include <kunit/test.h>
#include <linux/delay.h>
#include <linux/miscdevice.h>
#include <linux/module.h>

#include "detectors.h"
#include "edu_calls.h"

/**
 * struct attempt - what one thread does to one driver
 * @edu: the driver
 * @test: for threads beside it
 * @wrong: the first that did not work and must on either driver, or NULL
 * @content: something came out that must not
 */
struct attempt {
	const struct edu_driver *edu;
	struct kunit *test;
	const char *wrong;
	bool content;
};

static void must(struct attempt *a, bool right, const char *what)
{
	if (!right)
		a->wrong = a->wrong ?: what;
}

static struct file *plug_and_open(struct attempt *a)
{
	struct file *file;

	*a->edu->timeout = FAKE_TIMEOUT;
	must(a, !fake_plug(a->edu, NULL), "it cannot be plugged in");
	file = call_open(0);
	must(a, file, "it cannot be opened");
	return file;
}

/* A file is open while the device goes. */
static void provoke_use_after_unplug(struct attempt *a)
{
	struct file *file = plug_and_open(a);
	struct edu_info info;

	if (!file)
		return;
	must(a, !call_info(file, &info), "it says nothing");
	fake_unplug();
	/* Of what comes now, and not of what unbinding said. */
	forget_reports();
	call_info(file, &info);
}

/* With CONFIG_DEBUG_SHIRQ the last interrupt comes while it is freed. */
static void provoke_devm_order(struct attempt *a)
{
	plug_and_open(a);
	call_unplug();
}

/* A transfer that is late arms the watchdog. */
static void provoke_timer_after_remove(struct attempt *a)
{
	struct file *file = plug_and_open(a);
	u8 byte;

	if (!file)
		return;
	fake_hold();
	*a->edu->timeout = 1;
	call_read(file, 0, &byte, 1);
	must(a, fake_wait_started(0, 1), "no transfer");
	call_unplug();
}

static struct miscdevice another = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "edu_kunit_another",
	.fops = &(const struct file_operations){ .owner = THIS_MODULE },
};

/* Probe fails, and somebody else's node is made next to what it left. */
static void provoke_probe_error_path(struct attempt *a)
{
	int err;

	*a->edu->timeout = 0;
	err = fake_plug(a->edu, NULL);
	if (misc_register(&another))
		must(a, false, "no other node");
	else
		misc_deregister(&another);
	/* What probe left is taken off the kernel's list. */
	if (err && fake_misc())
		fake_misc_deregister(fake_misc());
}

/* A caller gives up in the middle of a transfer, and the device goes on. */
static void provoke_dma_after_free(struct attempt *a)
{
	struct file *file = plug_and_open(a);
	u8 byte;

	if (!file)
		return;
	fake_hold();
	*a->edu->timeout = 1;
	call_read(file, 0, &byte, 1);
	must(a, fake_wait_started(0, 1), "no transfer");
	forget_reports();
	fake_finish();
	/* The fake device is instrumented, as a real one is not: KASAN knows. */
	a->content = atomic_read(&kasan_reports);
	forget_reports();
}

/* A caller gives up, and the driver is unbound. */
static void provoke_mapping_leak(struct attempt *a)
{
	struct file *file = plug_and_open(a);

	if (!file)
		return;
	fake_hold();
	*a->edu->timeout = 1;
	must(a, call_write(file, 0, "x", 1) == -ETIMEDOUT, "the device was not late");
	call_unplug();
}

/* Far beyond the device. */
static void provoke_register_offset(struct attempt *a)
{
	struct file *file = plug_and_open(a);
	u32 value;

	if (!file)
		return;
	must(a, !call_register(file, 0, &value), "no register");
	call_register(file, 0x3fffffff, &value);
}

/* A signal comes in the middle of a transfer. */
static void provoke_ignored_wait(struct attempt *a)
{
	static struct caller caller;

	caller = (struct caller){ .file = plug_and_open(a), .kind = READS };
	if (!caller.file)
		return;
	fake_hold();
	caller_start(a->test, &caller);
	must(a, fake_wait_started(0, 1), "no transfer");
	caller_signal(&caller);
	/* Bytes, of a transfer that has not been. */
	a->content = caller_end(a->test, &caller) > 0;
}

/* The lock is taken in the handler, and with interrupts on. Lockdep needs no more. */
static void provoke_irq_deadlock(struct attempt *a)
{
	struct file *file = plug_and_open(a);
	struct edu_info info;
	u32 result;

	if (!file)
		return;
	must(a, !call_factorial(file, 3, &result, 0) && result == 6, "no factorial");
	must(a, !call_info(file, &info), "it says nothing");
}

static void provoke_sleep_in_handler(struct attempt *a)
{
	struct file *file = plug_and_open(a);

	if (!file)
		return;
	/* The kernel says it once a second. */
	msleep(1100);
	must(a, call_write(file, 0, "x", 1) == 1, "no transfer");
}

struct bug {
	const char *name;
	enum detector detector;
	const char *report;
	void (*provoke)(struct attempt *a);
};

#define PLANTED(name, where, detector, report, ...)	CASE_##where(name, detector, report)
#define CASE_KUNIT(name, detector, report)		{ #name, detector, report, provoke_##name },
#define CASE_RUNNER(name, detector, report)

static const struct bug bugs[] = {
#include "../driver/edu/bugs.def"
};

#undef PLANTED

KUNIT_ARRAY_PARAM_DESC(bug, bugs, name);

/* Lockdep is off for good when anything else has reported: its bugs are for before that. */
static const void *next_bug(struct kunit *test, const void *bug, char *name, bool lockdep)
{
	const char *report = "WARNING: inconsistent lock state";

	do
		bug = bug_gen_params(test, bug, name);
	while (bug && !strcmp(((const struct bug *)bug)->report, report) != lockdep);
	return bug;
}

static const void *lockdep_gen_params(struct kunit *test, const void *bug, char *name)
{
	return next_bug(test, bug, name, true);
}

static const void *other_gen_params(struct kunit *test, const void *bug, char *name)
{
	return next_bug(test, bug, name, false);
}

KUNIT_ARRAY_PARAM_DESC(good, good_cases, name);

static void attempt_run(void *data)
{
	const struct bug *bug = ((void **)data)[0];

	bug->provoke(((void **)data)[1]);
}

/* Unbinding edu_unsafe is reported, too. */
static void unplug_run(void *data)
{
	call_unplug();
}

static int provoke(struct kunit *test, const struct edu_driver *edu, struct attempt *a)
{
	const struct bug *bug = test->param_value;

	*a = (struct attempt){ .edu = edu, .test = test };
	listen_for(bug->detector, bug->report);
	return run_aside(test, attempt_run, (const void *[]){ bug, a });
}

static void bug_is_reported(struct kunit *test)
{
	const struct bug *bug = test->param_value;
	struct attempt a;
	int result = provoke(test, &edu_unsafe, &a);

	KUNIT_EXPECT_STREQ(test, a.wrong ?: "", "");
	expect_report(test, bug->name, bug->detector, bug->report, result, a.content);
	KUNIT_EXPECT_EQ(test, run_aside(test, unplug_run, NULL), 0);
}

static void lockdep_reports(struct kunit *test)
{
	bug_is_reported(test);
}

static void safe_driver_is_silent(struct kunit *test)
{
	struct attempt a;
	int result = provoke(test, &edu_safe, &a);

	KUNIT_EXPECT_STREQ(test, a.wrong ?: "", "");
	KUNIT_EXPECT_EQ(test, run_aside(test, unplug_run, NULL), 0);
	expect_silence(test, result, a.content);
}

static void good_run(void *data)
{
	const struct good *good = ((void **)data)[0];
	const char **wrong = ((void **)data)[1];

	*edu_unsafe.timeout = FAKE_TIMEOUT;
	*wrong = fake_plug(&edu_unsafe, NULL) ? "it cannot be plugged in" : good->run();
	call_unplug();
}

static void good_input(struct kunit *test)
{
	const char *wrong = NULL;

	KUNIT_EXPECT_EQ(test, run_aside(test, good_run,
					(const void *[]){ test->param_value, &wrong }), 0);
	KUNIT_EXPECT_STREQ(test, wrong ?: "", "");
}

static int bugs_init(struct kunit_suite *suite)
{
	int err = fake_begin();

	if (err)
		return err;
	err = detectors_begin();
	if (err)
		fake_end();
	return err;
}

static void bugs_exit(struct kunit_suite *suite)
{
	if (suite->suite_init_err)
		return;
	detectors_end();
	fake_end();
}

/*
 * In this order: first what must not be reported, then what is reported once. That the detectors
 * are awake, the bugs show.
 */
static struct kunit_case bugs_cases[] = {
	KUNIT_CASE_PARAM(safe_driver_is_silent, bug_gen_params),
	KUNIT_CASE_PARAM(lockdep_reports, lockdep_gen_params),
	KUNIT_CASE_PARAM(bug_is_reported, other_gen_params),
	KUNIT_CASE_PARAM(good_input, good_gen_params),
	{ }
};

static struct kunit_suite bugs_suite = {
	.name = "edu_unsafe",
	.suite_init = bugs_init,
	.suite_exit = bugs_exit,
	.test_cases = bugs_cases,
};

kunit_test_suite(bugs_suite);

MODULE_DESCRIPTION("KUnit suite: the bugs of edu_unsafe are reported by their detectors");
MODULE_LICENSE("GPL");
