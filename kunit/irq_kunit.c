// SPDX-License-Identifier: GPL-2.0-only
/*
 * own/irq.h: interrupts that own what they use. The interrupt is one of ours: an irq_work raises it
 * where a real one would come.
 */
#include <kunit/device.h>
#include <kunit/test.h>
#include <linux/delay.h>
#include <linux/irq.h>
#include <linux/irq_work.h>
#include <linux/irqdesc.h>
#include <linux/module.h>

#include <own/device.h>
#include <own/irq.h>
#include <own/locked.h>
#include <own/ref.h>

#include "together.h"
#include "until.h"

struct gauge_count {
	unsigned int value;
};

struct gauge {
	struct kref refs;
	struct own_irq_line line, second_line;
	OWN_LOCKED_IRQ(spinlock_t, struct gauge_count) count;
	OWN_LOCKED(struct mutex, struct gauge_count) threaded;
};

/* How many there are. The cases run one after the other. */
static atomic_t gauges;
static bool was_hardirq, thread_could_sleep, slow, entered, stopping, handled, handled_after;
static unsigned int line;

static void gauge_end(struct gauge *gauge)
{
	atomic_dec(&gauges);
}

DEFINE_OWN(gauge_own, struct gauge, OWN_KMALLOC, own_run(gauge_end));
DEFINE_OWN_REF(gauge_ref, gauge_own, struct gauge, refs);
DEFINE_OWN_IRQ(gauge_irq, gauge_ref, struct gauge, line, gauge_interrupt);
DEFINE_OWN_IRQ_THREADED(gauge_both, gauge_ref, struct gauge, second_line, gauge_wake, gauge_work);
DEFINE_OWN_IRQ_THREAD(gauge_thread, gauge_ref, struct gauge, line, gauge_work_alone);
DEFINE_OWN_DEVM(gauge_irq);

static void gauge_add(const struct gauge *gauge, unsigned int by)
{
	own_guard(spinlock_irqsave, count, &gauge->count);

	count->value += by;
}

static unsigned int gauge_value(const struct gauge *gauge)
{
	own_guard(spinlock_irq, count, &gauge->count);

	return count->value;
}

static unsigned int gauge_threaded(const struct gauge *gauge)
{
	own_guard(mutex, threaded, &gauge->threaded);

	return threaded->value;
}

static irqreturn_t gauge_interrupt(struct gauge_irq_fired fired)
{
	int i;

	own_irq_fired(gauge, fired);
	static_assert(own_in_atomic_scope());

	gauge_add(gauge, 1);
	was_hardirq = in_hardirq();
	if (slow) {
		WRITE_ONCE(entered, true);
		for (i = 0; i < 500 && !READ_ONCE(stopping); i++)
			mdelay(1);
		mdelay(20);
		WRITE_ONCE(handled, true);
	}
	return IRQ_HANDLED;
}

static irqreturn_t gauge_wake(struct gauge_both_fired fired)
{
	own_irq_fired(gauge, fired);
	own_guard(spinlock_irqsave, count, &gauge->count);

	count->value += 10;
	return IRQ_WAKE_THREAD;
}

static irqreturn_t gauge_work(const struct gauge *gauge)
{
	static_assert(!own_in_atomic_scope());
	own_guard(mutex, threaded, &gauge->threaded);

	threaded->value++;
	/* Without CONFIG_PREEMPT_COUNT preemptible() is always false. */
	thread_could_sleep = !in_interrupt() &&
			     (preemptible() || !IS_ENABLED(CONFIG_PREEMPT_COUNT));
	return IRQ_HANDLED;
}

static irqreturn_t gauge_work_alone(const struct gauge *gauge)
{
	own_guard(mutex, threaded, &gauge->threaded);

	threaded->value += 100;
	return IRQ_HANDLED;
}

static struct gauge_ref_result gauge_make(void)
{
	own_auto(gauge_own, gauge, own_alloc(gauge_own, GFP_KERNEL));

	if (own_none(gauge))
		return own_fail(gauge_ref, own_err(gauge));
	atomic_inc(&gauges);
	own_locked_init(&own_mut(gauge)->count);
	own_locked_init(&own_mut(gauge)->threaded);
	own_auto(gauge_ref, shared, gauge_ref_share(own_take(gauge)));
	return own_ok(shared);
}

/* The interrupt: a number with a chip that does nothing. */

static void quiet(struct irq_data *data) { }
static unsigned int started(struct irq_data *data) { return 0; }

static struct irq_chip fake_chip = {
	.name = "fake",
	.irq_startup = started,
	.irq_shutdown = quiet,
	.irq_enable = quiet,
	.irq_disable = quiet,
	.irq_ack = quiet,
	.irq_mask = quiet,
	.irq_unmask = quiet,
	.flags = IRQCHIP_SKIP_SET_WAKE,
};

static void raise_here(struct irq_work *work)
{
	generic_handle_irq(line);
}

static DEFINE_IRQ_WORK(raiser, raise_here);

/* Raise it, and wait until the handlers have run on this processor. */
static void raise(void)
{
	irq_work_queue(&raiser);
	irq_work_sync(&raiser);
}

static int irq_init(struct kunit *test)
{
	int number = irq_alloc_descs(-1, 1, 1, NUMA_NO_NODE);

	if (number < 0)
		return number;
	line = number;
	irq_set_chip_and_handler(line, &fake_chip, handle_simple_irq);
	irq_modify_status(line, IRQ_NOREQUEST, IRQ_NOPROBE);
	was_hardirq = false;
	thread_could_sleep = false;
	slow = false;
	entered = false;
	stopping = false;
	handled = false;
	handled_after = false;
	return 0;
}

static void irq_exit_case(struct kunit *test)
{
	irq_free_descs(line, 1);
	KUNIT_EXPECT_EQ(test, atomic_read(&gauges), 0);
}

static void the_handler_gets_the_object(struct kunit *test)
{
	own_auto(gauge_ref, gauge, gauge_make());
	KUNIT_ASSERT_FALSE(test, own_none(gauge));
	own_auto(gauge_irq, irq, gauge_irq_request(gauge_ref_get(own_use(gauge)), line, 0, "own"));
	KUNIT_ASSERT_EQ(test, own_err(irq), 0);
	raise();
	raise();
	KUNIT_EXPECT_EQ(test, gauge_value(own_use(gauge)), 2);
	KUNIT_EXPECT_TRUE(test, was_hardirq);
}

static void a_requested_interrupt_keeps_its_object(struct kunit *test)
{
	own_auto(gauge_ref, gauge, gauge_make());
	KUNIT_ASSERT_FALSE(test, own_none(gauge));
	own_auto(gauge_irq, irq, gauge_irq_request(own_take(gauge), line, 0, "own"));
	KUNIT_ASSERT_EQ(test, own_err(irq), 0);
	raise();
	KUNIT_EXPECT_EQ(test, atomic_read(&gauges), 1);
	KUNIT_EXPECT_EQ(test, gauge_value(own_use(irq)), 1);
	own_drop(gauge_irq, irq);
	KUNIT_EXPECT_EQ(test, atomic_read(&gauges), 0);
}

static void to_free_gives_the_reference(struct kunit *test)
{
	own_auto(gauge_ref, gauge, gauge_make());
	KUNIT_ASSERT_FALSE(test, own_none(gauge));
	own_auto(gauge_irq, irq, gauge_irq_request(own_take(gauge), line, 0, "own"));
	KUNIT_ASSERT_EQ(test, own_err(irq), 0);
	own_auto(gauge_ref, back, gauge_irq_free(own_take(irq)));
	KUNIT_EXPECT_EQ(test, kref_read(&own_use(back)->refs), 1);
	raise();
	KUNIT_EXPECT_EQ(test, gauge_value(own_use(back)), 0);
}

static void what_was_freed_can_be_requested_again(struct kunit *test)
{
	own_auto(gauge_ref, gauge, gauge_make());
	KUNIT_ASSERT_FALSE(test, own_none(gauge));
	own_auto(gauge_irq, irq, gauge_irq_request(gauge_ref_get(own_use(gauge)), line, 0, "own"));
	KUNIT_ASSERT_EQ(test, own_err(irq), 0);
	own_drop(gauge_irq, irq);
	own_refill(gauge_irq, irq,
		   gauge_irq_request(gauge_ref_get(own_use(gauge)), line, 0, "own"));
	KUNIT_ASSERT_EQ(test, own_err(irq), 0);
	raise();
	KUNIT_EXPECT_EQ(test, gauge_value(own_use(gauge)), 1);
}

/* Each of these leaves the count of references as it was, and nothing requested. */
static void what_is_refused_drops_its_reference(struct kunit *test)
{
	own_auto(gauge_ref, gauge, gauge_make());
	KUNIT_ASSERT_FALSE(test, own_none(gauge));
	own_auto(gauge_irq, none, gauge_irq_request(gauge_ref_get(own_use(gauge)), 0, 0, "own"));
	KUNIT_EXPECT_EQ(test, own_err(none), -EINVAL);
	own_auto(gauge_irq, far,
		 gauge_irq_request(gauge_ref_get(own_use(gauge)), INT_MAX, 0, "own"));
	KUNIT_EXPECT_EQ(test, own_err(far), -EINVAL);
	own_auto(gauge_irq, raw, gauge_irq_request(gauge_ref_get(own_use(gauge)), line,
						   IRQF_NO_THREAD, "own"));
	KUNIT_EXPECT_EQ(test, own_err(raw), -EINVAL);
	KUNIT_EXPECT_EQ(test, kref_read(&own_use(gauge)->refs), 1);
	own_auto(gauge_irq, irq, gauge_irq_request(gauge_ref_get(own_use(gauge)), line, 0, "own"));
	KUNIT_EXPECT_EQ(test, own_err(irq), 0);
}

static void a_line_has_one_interrupt(struct kunit *test)
{
	own_auto(gauge_ref, gauge, gauge_make());
	KUNIT_ASSERT_FALSE(test, own_none(gauge));
	own_auto(gauge_irq, irq, gauge_irq_request(gauge_ref_get(own_use(gauge)), line,
						   IRQF_SHARED, "own"));
	KUNIT_ASSERT_EQ(test, own_err(irq), 0);
	own_auto(gauge_irq, twice, gauge_irq_request(gauge_ref_get(own_use(gauge)), line,
						     IRQF_SHARED, "own"));
	KUNIT_EXPECT_EQ(test, own_err(twice), -EBUSY);
	KUNIT_EXPECT_EQ(test, kref_read(&own_use(gauge)->refs), 2);
	raise();
	KUNIT_EXPECT_EQ(test, gauge_value(own_use(gauge)), 1);
}

static void an_interrupt_has_several_who_share_it(struct kunit *test)
{
	own_auto(gauge_ref, first, gauge_make());
	own_auto(gauge_ref, second, gauge_make());
	KUNIT_ASSERT_FALSE(test, own_none(first));
	KUNIT_ASSERT_FALSE(test, own_none(second));
	own_auto(gauge_irq, one, gauge_irq_request(gauge_ref_get(own_use(first)), line,
						   IRQF_SHARED, "one"));
	own_auto(gauge_irq, alone, gauge_irq_request(gauge_ref_get(own_use(second)), line, 0,
						     "alone"));
	own_auto(gauge_irq, two, gauge_irq_request(gauge_ref_get(own_use(second)), line,
						   IRQF_SHARED, "two"));
	KUNIT_EXPECT_EQ(test, own_err(alone), -EBUSY);
	KUNIT_ASSERT_EQ(test, own_err(one), 0);
	KUNIT_ASSERT_EQ(test, own_err(two), 0);
	raise();
	own_drop(gauge_irq, one);
	raise();
	KUNIT_EXPECT_GE(test, gauge_value(own_use(second)), 2);
	KUNIT_EXPECT_GE(test, gauge_value(own_use(first)), 1);
}

static void the_thread_may_sleep(struct kunit *test)
{
	own_auto(gauge_ref, gauge, gauge_make());
	KUNIT_ASSERT_FALSE(test, own_none(gauge));
	own_auto(gauge_both, irq,
		 gauge_both_request(gauge_ref_get(own_use(gauge)), line, 0, "own"));
	KUNIT_ASSERT_EQ(test, own_err(irq), 0);
	raise();
	synchronize_irq(line);
	KUNIT_EXPECT_EQ(test, gauge_value(own_use(gauge)), 10);
	KUNIT_EXPECT_EQ(test, gauge_threaded(own_use(gauge)), 1);
	KUNIT_EXPECT_TRUE(test, thread_could_sleep);
}

static void a_thread_alone_will_do(struct kunit *test)
{
	own_auto(gauge_ref, gauge, gauge_make());
	KUNIT_ASSERT_FALSE(test, own_none(gauge));
	own_auto(gauge_thread, irq,
		 gauge_thread_request(gauge_ref_get(own_use(gauge)), line, 0, "own"));
	KUNIT_ASSERT_EQ(test, own_err(irq), 0);
	raise();
	synchronize_irq(line);
	KUNIT_EXPECT_EQ(test, gauge_threaded(own_use(gauge)), 100);
}

/* Not only the hard handler: the thread that it woke has the object, too. */
static void to_drop_waits_for_the_thread(struct kunit *test)
{
	own_auto(gauge_ref, gauge, gauge_make());
	KUNIT_ASSERT_FALSE(test, own_none(gauge));
	own_auto(gauge_both, irq, gauge_both_request(own_take(gauge), line, 0, "own"));
	KUNIT_ASSERT_EQ(test, own_err(irq), 0);
	raise();
	own_drop(gauge_both, irq);
	KUNIT_EXPECT_EQ(test, atomic_read(&gauges), 0);
}

static void raise_slowly(void *unused)
{
	raise();
}

static void drop_meanwhile(void *registration)
{
	struct gauge_irq_slot *slot = registration;

	until(READ_ONCE(entered));
	WRITE_ONCE(stopping, true);
	own_auto(gauge_irq, irq, gauge_irq_take_from(slot));
	if (!own_none(irq))
		own_drop(gauge_irq, irq);
	handled_after = READ_ONCE(handled);
}

static void to_drop_waits_for_the_handler(struct kunit *test)
{
	struct gauge_irq_slot slot = { };

	if (num_online_cpus() < 2)
		kunit_skip(test, "needs two processors");
	slow = true;
	own_auto(gauge_ref, gauge, gauge_make());
	KUNIT_ASSERT_FALSE(test, own_none(gauge));
	own_auto(gauge_irq, irq, gauge_irq_request(own_take(gauge), line, 0, "own"));
	KUNIT_ASSERT_EQ(test, own_err(irq), 0);
	own_auto(gauge_irq, before, gauge_irq_swap(&slot, own_take(irq)));
	KUNIT_EXPECT_TRUE(test, own_none(before));
	together(test, raise_slowly, drop_meanwhile, &slot);
	KUNIT_EXPECT_TRUE(test, entered);
	KUNIT_EXPECT_TRUE(test, handled_after);
	KUNIT_EXPECT_EQ(test, atomic_read(&gauges), 0);
}

/* The bug of the two clocks: what remove has put away, and devm's interrupt, which still comes. */
static void devm_frees_it_when_nobody_else_has_the_object(struct kunit *test)
{
	struct device *device = kunit_device_register(test, "own-irq");

	KUNIT_ASSERT_FALSE(test, IS_ERR(device));
	own_auto(gauge_ref, gauge, gauge_make());
	KUNIT_ASSERT_FALSE(test, own_none(gauge));
	own_auto(gauge_irq, irq, gauge_irq_request(gauge_ref_get(own_use(gauge)), line, 0, "own"));
	KUNIT_ASSERT_EQ(test, own_err(irq), 0);
	KUNIT_ASSERT_EQ(test, gauge_irq_devm(device, own_take(irq)), 0);
	own_drop(gauge_ref, gauge);
	raise();
	KUNIT_EXPECT_TRUE(test, was_hardirq);
	KUNIT_EXPECT_EQ(test, atomic_read(&gauges), 1);
	kunit_device_unregister(test, device);
	KUNIT_EXPECT_EQ(test, atomic_read(&gauges), 0);
	was_hardirq = false;
	raise();
	KUNIT_EXPECT_FALSE(test, was_hardirq);
}

static int sensors_map(struct irq_domain *domain, unsigned int number, irq_hw_number_t of_chip)
{
	*(unsigned int *)domain->host_data += 1;
	return 0;
}

static const struct irq_domain_ops sensors_ops = { .map = sensors_map };

static void a_domain_ends_with_its_owner(struct kunit *test)
{
	struct fwnode_handle *node = irq_domain_alloc_named_fwnode("own");
	unsigned int mapped = 0, number;

	KUNIT_ASSERT_NOT_NULL(test, node);
	{
		own_auto(own_irq_domain, domain,
			 own_irq_domain_linear(node, 4, &sensors_ops, &mapped));

		KUNIT_EXPECT_EQ(test, own_err(domain), 0);
		if (!own_none(domain)) {
			KUNIT_EXPECT_PTR_EQ(test, irq_find_matching_fwnode(node, DOMAIN_BUS_ANY),
					    own_mut(domain));
			number = irq_create_mapping(own_mut(domain), 3);
			KUNIT_EXPECT_NE(test, number, 0);
			KUNIT_EXPECT_EQ(test, mapped, 1);
			irq_dispose_mapping(number);
		}
	}
	KUNIT_EXPECT_NULL(test, irq_find_matching_fwnode(node, DOMAIN_BUS_ANY));
	irq_domain_free_fwnode(node);
}

static struct kunit_case irq_cases[] = {
	KUNIT_CASE(the_handler_gets_the_object),
	KUNIT_CASE(a_requested_interrupt_keeps_its_object),
	KUNIT_CASE(to_free_gives_the_reference),
	KUNIT_CASE(what_was_freed_can_be_requested_again),
	KUNIT_CASE(what_is_refused_drops_its_reference),
	KUNIT_CASE(a_line_has_one_interrupt),
	KUNIT_CASE(an_interrupt_has_several_who_share_it),
	KUNIT_CASE(the_thread_may_sleep),
	KUNIT_CASE(a_thread_alone_will_do),
	KUNIT_CASE(to_drop_waits_for_the_thread),
	KUNIT_CASE(to_drop_waits_for_the_handler),
	KUNIT_CASE(devm_frees_it_when_nobody_else_has_the_object),
	KUNIT_CASE(a_domain_ends_with_its_owner),
	{ }
};

static struct kunit_suite irq_suite = {
	.name = "own_irq",
	.init = irq_init,
	.exit = irq_exit_case,
	.test_cases = irq_cases,
};
kunit_test_suite(irq_suite);

MODULE_DESCRIPTION("KUnit suite for own/irq.h");
MODULE_LICENSE("GPL");
