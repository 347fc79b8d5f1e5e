// SPDX-License-Identifier: GPL-2.0-only
/*
 * own/revocable.h: rules (e) and (g) where the compiler cannot see: in a called function. The
 * kernel must report who sleeps there; that it does is what is tested.
 *
 * The report comes at most once in a second, so each case waits that long.
 */
#include <kunit/test.h>
#include <linux/delay.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/string.h>
#include <linux/tracepoint.h>
#include <linux/uaccess.h>
#include <trace/events/printk.h>

#include <own/revocable.h>

struct depot {
	int number;
};

DEFINE_OWN(depot_own, struct depot, OWN_KMALLOC);

struct gate {
	struct kref refs;
	struct own_revocable depot;
};

DECLARE_OWN(sleep_gate_own, struct gate);
DEFINE_OWN_REF(gate_ref, sleep_gate_own, struct gate, refs);
DEFINE_OWN_REVOCABLE(gate_depot, gate_ref, struct gate, depot, depot_own, struct depot);
IMPLEMENT_OWN(sleep_gate_own, struct gate, OWN_KMALLOC, own_member(gate_depot, depot));

static struct gate_ref_result gate_new(void)
{
	int err;

	own_auto(depot_own, depot, own_alloc(depot_own, GFP_KERNEL));
	if (own_none(depot))
		return own_fail(gate_ref, own_err(depot));
	own_auto(sleep_gate_own, gate, own_alloc(sleep_gate_own, GFP_KERNEL));
	if (own_none(gate))
		return own_fail(gate_ref, own_err(gate));
	err = own_rest(depot, gate_depot_init(own_mut(gate), own_take(depot)));
	if (err)
		return own_fail(gate_ref, err);
	own_auto(gate_ref, shared, gate_ref_share(own_take(gate)));
	return own_ok(shared);
}

/* Written with interrupts off, by any task. */
static atomic_t reports;

static void on_console(void *data, const char *text, size_t len)
{
	if (strnstr(text, "sleeping function called from invalid context", len) ||
	    strnstr(text, "scheduling in a non-blocking section", len))
		atomic_inc(&reports);
}

static int sleep_init(struct kunit *test)
{
	if (!IS_ENABLED(CONFIG_DEBUG_ATOMIC_SLEEP) || !IS_ENABLED(CONFIG_TRACEPOINTS))
		kunit_skip(test, "needs CONFIG_DEBUG_ATOMIC_SLEEP and CONFIG_TRACEPOINTS");
	msleep(1500);
	atomic_set(&reports, 0);
	return 0;
}

static int sleep_suite_init(struct kunit_suite *suite)
{
	/* Without tracepoints each case is skipped. */
	return IS_ENABLED(CONFIG_TRACEPOINTS) ? register_trace_console(on_console, NULL) : 0;
}

static void sleep_suite_exit(struct kunit_suite *suite)
{
	unregister_trace_console(on_console, NULL);
	tracepoint_synchronize_unregister();
}

static noinline void sleep_a_little(void)
{
	msleep(20);
}

static noinline void take_a_mutex(void)
{
	static DEFINE_MUTEX(mutex);

	guard(mutex)(&mutex);
}

static noinline void copy_from_nowhere(void)
{
	int value;

	/* The address is bad, so this fails at once; a good one can be parked in userfaultfd. */
	if (!copy_from_user(&value, NULL, sizeof(value)))
		pr_err("copied from NULL\n");
}

/* Call @function without access, and then with: only the second is reported. */
static void expect_a_report(struct kunit *test, void (*function)(void))
{
	own_auto(gate_ref, gate, gate_new());
	KUNIT_ASSERT_FALSE(test, own_none(gate));

	function();
	KUNIT_EXPECT_EQ(test, atomic_read(&reports), 0);
	{
		own_access(gate_depot, depot, own_use(gate));
		KUNIT_EXPECT_EQ(test, own_err(depot), 0);
		function();
	}
	KUNIT_EXPECT_EQ(test, atomic_read(&reports), 1);
}

static void sleeping_inside_is_reported(struct kunit *test)
{
	expect_a_report(test, sleep_a_little);
}

static void a_mutex_inside_is_reported(struct kunit *test)
{
	expect_a_report(test, take_a_mutex);
}

static void a_user_copy_inside_is_reported(struct kunit *test)
{
	expect_a_report(test, copy_from_nowhere);
}

/* (e) The last reference goes where nothing may sleep. */
static void the_last_put_where_nothing_may_sleep_is_reported(struct kunit *test)
{
	own_auto(gate_ref, gate, gate_new());
	KUNIT_ASSERT_FALSE(test, own_none(gate));

	non_block_start();
	own_drop(gate_ref, gate);
	non_block_end();
	KUNIT_EXPECT_EQ(test, atomic_read(&reports), 1);
}

static struct kunit_case sleep_cases[] = {
	KUNIT_CASE_SLOW(sleeping_inside_is_reported),
	KUNIT_CASE_SLOW(a_mutex_inside_is_reported),
	KUNIT_CASE_SLOW(a_user_copy_inside_is_reported),
	KUNIT_CASE_SLOW(the_last_put_where_nothing_may_sleep_is_reported),
	{ }
};

static struct kunit_suite sleep_suite = {
	.name = "own_revocable_sleep",
	.suite_init = sleep_suite_init,
	.suite_exit = sleep_suite_exit,
	.init = sleep_init,
	.test_cases = sleep_cases,
};

kunit_test_suite(sleep_suite);

MODULE_DESCRIPTION("Tests of own/revocable.h: what the kernel must report");
MODULE_LICENSE("GPL");
