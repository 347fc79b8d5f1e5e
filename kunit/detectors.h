/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef KUNIT_DETECTORS_H
#define KUNIT_DETECTORS_H

/*
 * For the suites that provoke planted bugs: what the kernel's detectors say, and a thread to
 * provoke them in. Boot with kasan_multi_shot, otherwise KASAN speaks only once.
 *
 * The thread is inside the test's, and not the test's own: KASAN fails the KUnit test in whose
 * thread it reports, and a thread that dies of an oops leaves the test alive.
 */
#include <kunit/test.h>
#include <kunit/try-catch.h>
#include <linux/printk.h>
#include <linux/string.h>
#include <linux/tracepoint.h>
#include <trace/events/error_report.h>
#include <trace/events/printk.h>

/* As the tables bugs.def have them. */
enum detector { KASAN, CONSOLE, CONTENT };

/* What the detectors said since the last reset. Written with interrupts off, by any task. */
static atomic_t kasan_reports;
static atomic_t texts_seen;
static char text_wanted[80];

static inline void on_error_report(void *data, enum error_detector detector, unsigned long id)
{
	if (detector == ERROR_DETECTOR_KASAN)
		atomic_inc(&kasan_reports);
}

static inline void on_console(void *data, const char *text, size_t len)
{
	if (text_wanted[0] && strnstr(text, text_wanted, len))
		atomic_inc(&texts_seen);
}

/* What was said before does not count. */
static inline void forget_reports(void)
{
	atomic_set(&kasan_reports, 0);
	atomic_set(&texts_seen, 0);
}

static inline void listen_for(enum detector detector, const char *report)
{
	snprintf(text_wanted, sizeof(text_wanted), detector == KASAN ? "BUG: KASAN: %s in" : "%s",
		 report);
	forget_reports();
}

static inline int detectors_begin(void)
{
	int err = register_trace_error_report_end(on_error_report, NULL);

	if (err)
		return err;
	err = register_trace_console(on_console, NULL);
	if (err)
		unregister_trace_error_report_end(on_error_report, NULL);
	return err;
}

static inline void detectors_end(void)
{
	unregister_trace_console(on_console, NULL);
	unregister_trace_error_report_end(on_error_report, NULL);
	tracepoint_synchronize_unregister();
}

static inline void run_aside_catch(void *data)
{
}

/* 0, or -EINTR if the thread died. */
static inline int run_aside(struct kunit *test, void (*run)(void *data), void *data)
{
	struct kunit_try_catch aside = {
		.test = test,
		.try = run,
		.catch = run_aside_catch,
		.timeout = 20 * HZ,
	};

	kunit_try_catch_run(&aside, data);
	/*
	 * On arm64 die_kernel_fault() counts an oops that is never taken off again, as die() does
	 * not come back, and while one counts __might_resched() says nothing.
	 */
	oops_in_progress = 0;
	return kunit_try_catch_get_result(&aside);
}

/* @result: of run_aside(), for what provokes @name; @content: what it saw itself. */
static inline void expect_report(struct kunit *test, const char *name, enum detector detector,
				 const char *report, int result, bool content)
{
	/* That the thread dies of an oops is a report too, and for some bugs the only one. */
	if (result != -EINTR || detector != CONSOLE)
		KUNIT_EXPECT_EQ(test, result, 0);
	if (detector == KASAN)
		KUNIT_EXPECT_GT_MSG(test, atomic_read(&kasan_reports), 0,
				    "%s: KASAN did not report", name);
	if (detector != CONTENT) {
		KUNIT_EXPECT_GT_MSG(test, atomic_read(&texts_seen), 0,
				    "%s: the kernel did not report: %s", name, report);
	} else {
		KUNIT_EXPECT_TRUE_MSG(test, content, "%s: no %s were seen", name, report);
	}
}

static inline void expect_silence(struct kunit *test, int result, bool content)
{
	KUNIT_EXPECT_EQ(test, result, 0);
	KUNIT_EXPECT_EQ(test, atomic_read(&kasan_reports), 0);
	KUNIT_EXPECT_EQ(test, atomic_read(&texts_seen), 0);
	KUNIT_EXPECT_FALSE(test, content);
}

#endif /* KUNIT_DETECTORS_H */
