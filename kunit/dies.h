/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef KUNIT_DIES_H
#define KUNIT_DIES_H

/*
 * For what must stop the kernel's thread: run it in a thread of its own, inside the test's, and see
 * whether that thread dies. The kernel survives unless it panics on an oops.
 */
#include <kunit/test.h>
#include <kunit/try-catch.h>

static inline void dies_catch(void *argument)
{
}

/* Does the thread that runs @function(@argument) die of an oops or a BUG()? */
static inline bool dies(struct kunit *test, void (*function)(void *argument), void *argument)
{
	struct kunit_try_catch thread = {
		.test = test,
		.try = function,
		.catch = dies_catch,
		.timeout = 10 * HZ,
	};

	kunit_try_catch_run(&thread, argument);
	/* What kunit_try_catch_run() makes of a thread that did not return. */
	return kunit_try_catch_get_result(&thread) == -EINTR;
}

#endif /* KUNIT_DIES_H */
