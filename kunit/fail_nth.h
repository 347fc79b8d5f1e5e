/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef KUNIT_FAIL_NTH_H
#define KUNIT_FAIL_NTH_H

/*
 * Let the nth allocation of this thread fail, as /proc/self/fail-nth does.
 *
 * It takes CONFIG_FAILSLAB, and that allocations which may sleep are not spared, which tools/kunit
 * sees to:
 *
 *	echo N > /sys/kernel/debug/failslab/ignore-gfp-wait
 */

#include <kunit/test.h>
#include <linux/sched.h>
#include <linux/slab.h>

#ifdef CONFIG_FAULT_INJECTION
static inline void fail_nth(unsigned int n)
{
	WRITE_ONCE(current->fail_nth, n);
}

/* Did the allocation that was to fail come? Turns failing off. */
static inline bool fail_nth_came(void)
{
	bool came = !READ_ONCE(current->fail_nth);

	fail_nth(0);
	return came;
}
#else
static inline void fail_nth(unsigned int n)
{
}

static inline bool fail_nth_came(void)
{
	return false;
}
#endif

static inline void fail_nth_or_skip(struct kunit *test)
{
	void *probe;

	fail_nth(1);
	probe = kmalloc(32, GFP_KERNEL | __GFP_NOWARN);
	fail_nth(0);
	kfree(probe);
	if (probe)
		kunit_skip(test, "needs CONFIG_FAILSLAB and N in failslab/ignore-gfp-wait");
}

#endif /* KUNIT_FAIL_NTH_H */
