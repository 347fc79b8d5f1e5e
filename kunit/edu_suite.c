// SPDX-License-Identifier: GPL-2.0-only
/*
 * The driver of the edu device, on a fake of it: what its calls answer while the device works, is
 * late, is unplugged or breaks, and that nothing is left in any case.
 */
#include <kunit/test.h>
#include <linux/module.h>
#include <linux/pci.h>

#include "../driver/edu/edu_internal.h"
#include "edu_calls.h"
#include "fail_nth.h"

#define COMPUTED	EDU_INTERRUPT_COMPUTED
#define MOVED		EDU_INTERRUPT_MOVED

static const struct edu *edu(void)
{
	return container_of((void *)fake_misc(), struct edu, misc);
}

/* So the driver says: it does not let the device sleep. */
static bool is_at_work(void)
{
	struct device *device = &fake_pdev()->dev;

	return device->driver->pm->suspend(device) == -EBUSY;
}

static struct file *plug_and_open(struct kunit *test, unsigned int flags)
{
	struct file *file;

	call_plug(test, &edu_safe);
	file = call_open(flags);
	KUNIT_ASSERT_NOT_NULL(test, file);
	return file;
}

static struct file *open_another(struct kunit *test, unsigned int flags)
{
	struct file *file = call_open(flags);

	KUNIT_ASSERT_NOT_NULL(test, file);
	return file;
}

/* Both units work, and nobody's answer is another's. */
static void expect_works(struct kunit *test, struct file *file)
{
	u32 result;
	u8 bytes[4];

	KUNIT_EXPECT_EQ(test, call_factorial(file, 6, &result, 0), 0);
	KUNIT_EXPECT_EQ(test, result, 720);
	KUNIT_EXPECT_EQ(test, call_write(file, 100, "word", 4), 4);
	KUNIT_EXPECT_EQ(test, call_read(file, 100, bytes, 4), 4);
	KUNIT_EXPECT_MEMEQ(test, bytes, "word", 4);
}

static void expect_gone(struct kunit *test, struct file *file)
{
	struct edu_info info;
	u32 value;
	u8 byte = 0;

	KUNIT_EXPECT_EQ(test, call_info(file, &info), -ENODEV);
	KUNIT_EXPECT_EQ(test, call_register(file, 0, &value), -ENODEV);
	KUNIT_EXPECT_EQ(test, call_factorial(file, 3, &value, 0), -ENODEV);
	KUNIT_EXPECT_EQ(test, call_ioctl_at(file, _IO(EDU_IOC_TYPE, 3), 0), -ENODEV);
	KUNIT_EXPECT_EQ(test, call_read(file, 0, &byte, 1), -ENODEV);
	KUNIT_EXPECT_EQ(test, call_write(file, 0, &byte, 1), -ENODEV);
	KUNIT_EXPECT_EQ(test, (__force u32)call_poll(file), (__force u32)(EPOLLERR | EPOLLHUP));
}

/* The calls that wait for the device, each with what it says on success. */
static const struct {
	const char *name;
	enum call_kind kind;
	long answer;
	unsigned int computes, moves;
} kinds[] = {
	{ "compute", COMPUTES, 0, 1, 0 },
	{ "read", READS, 64, 0, 1 },
	{ "write", WRITES, 64, 0, 1 },
};

KUNIT_ARRAY_PARAM_DESC(kind, kinds, name);

static typeof(&kinds[0]) kind_of(struct kunit *test)
{
	return test->param_value;
}

/* A call of this kind that waits for a device that holds. */
static void start_waiting(struct kunit *test, struct caller *caller, struct file *file)
{
	*caller = (struct caller){ .file = file, .kind = kind_of(test)->kind, .number = 5 };
	fake_hold();
	caller_start(test, caller);
	KUNIT_EXPECT_TRUE(test, fake_wait_started(kind_of(test)->computes, kind_of(test)->moves));
}

/* It has what the device did, and not what was there before: see also fake_dma_unmap(). */
static void expect_answered(struct kunit *test, struct caller *caller)
{
	KUNIT_EXPECT_EQ(test, caller_end(test, caller), kind_of(test)->answer);
	if (kind_of(test)->kind == COMPUTES)
		KUNIT_EXPECT_EQ(test, caller->result, 120);
}

/* The same call, made here. */
static long make_call(struct kunit *test, struct file *file, u32 milliseconds)
{
	u8 bytes[64] = { };
	u32 result;

	switch (kind_of(test)->kind) {
	case COMPUTES:
		return call_factorial(file, 5, &result, milliseconds);
	case READS:
		return call_read(file, 0, bytes, sizeof(bytes));
	case WRITES:
		return call_write(file, 0, bytes, sizeof(bytes));
	}
	return -EINVAL;
}

/* Calls */

static void good_input(struct kunit *test)
{
	const struct good *good = test->param_value;

	call_plug(test, &edu_safe);
	KUNIT_EXPECT_STREQ(test, good->run() ?: "", "");
}

KUNIT_ARRAY_PARAM_DESC(good, good_cases, name);

static void a_register_that_is_not_there_is_refused(struct kunit *test)
{
	static const u32 wrong[] = { EDU_REGISTERS, 9, 0x28, 0x3fffffff, U32_MAX };
	struct file *file = plug_and_open(test, 0);
	u32 value;
	int i;

	for (i = 0; i < ARRAY_SIZE(wrong); i++)
		KUNIT_EXPECT_EQ(test, call_register(file, wrong[i], &value), -ERANGE);
}

/* Each waits for the other's call to end, and gets what it asked for. */
static void two_callers_get_their_own(struct kunit *test)
{
	struct caller first, second = { .kind = kind_of(test)->kind, .number = 6 };
	struct file *file = plug_and_open(test, 0);

	second.file = open_another(test, 0);
	fake_buffer()[0] = 1;
	memset(second.bytes, 2, sizeof(second.bytes));
	start_waiting(test, &first, file);
	caller_start(test, &second);
	fake_finish();
	KUNIT_EXPECT_EQ(test, caller_end(test, &first), kind_of(test)->answer);
	KUNIT_EXPECT_EQ(test, caller_end(test, &second), kind_of(test)->answer);
	KUNIT_EXPECT_TRUE(test, fake_wait_started(2 * kind_of(test)->computes,
						  2 * kind_of(test)->moves));
	switch (kind_of(test)->kind) {
	case COMPUTES:
		KUNIT_EXPECT_EQ(test, first.result, 120);
		KUNIT_EXPECT_EQ(test, second.result, 720);
		break;
	case READS:
		KUNIT_EXPECT_EQ(test, first.bytes[0], 1);
		KUNIT_EXPECT_EQ(test, second.bytes[0], 1);
		break;
	case WRITES:
		KUNIT_EXPECT_EQ(test, fake_buffer()[0], 2);
	}
}

struct crowd {
	struct file *files[2];
	atomic_t wrong;
};

static void compute_and_move(struct crowd *crowd, int which)
{
	u32 number = which ? 10 : 3, right = which ? 3628800 : 6, result;
	u8 bytes[32], back[32];
	int i;

	for (i = 0; i < 100; i++) {
		memset(bytes, which * 100 + i, sizeof(bytes));
		if (call_factorial(crowd->files[which], number, &result, 0) || result != right ||
		    call_write(crowd->files[which], which * 1000, bytes, 32) != 32 ||
		    call_read(crowd->files[which], which * 1000, back, 32) != 32 ||
		    memcmp(back, bytes, 32))
			atomic_inc(&crowd->wrong);
	}
}

static void first_of_the_crowd(void *crowd)
{
	compute_and_move(crowd, 0);
}

static void second_of_the_crowd(void *crowd)
{
	compute_and_move(crowd, 1);
}

static void two_threads_do_not_mix(struct kunit *test)
{
	struct crowd crowd = { };

	crowd.files[0] = plug_and_open(test, 0);
	crowd.files[1] = open_another(test, 0);
	together(test, first_of_the_crowd, second_of_the_crowd, &crowd);
	KUNIT_EXPECT_EQ(test, atomic_read(&crowd.wrong), 0);
}

/* Late, interrupted, in the way */

static void who_may_not_wait_is_told(struct kunit *test)
{
	struct file *file = plug_and_open(test, 0), *other = open_another(test, O_NONBLOCK);
	struct caller caller, hasty = { .kind = kind_of(test)->kind };

	start_waiting(test, &caller, file);
	hasty.file = other;
	caller_start(test, &hasty);
	KUNIT_EXPECT_EQ(test, caller_end(test, &hasty), -EAGAIN);
	fake_finish();
	KUNIT_EXPECT_EQ(test, caller_end(test, &caller), kind_of(test)->answer);
	KUNIT_EXPECT_EQ(test, make_call(test, other, 0), kind_of(test)->answer);
}

/* The unit is refused while it is at work for nobody, and then is as good as before. */
static void a_device_that_is_late(struct kunit *test)
{
	struct file *file = plug_and_open(test, 0);

	fake_hold();
	*edu_safe.timeout = 1;
	KUNIT_EXPECT_EQ(test, make_call(test, file, 0), -ETIMEDOUT);
	KUNIT_EXPECT_TRUE(test, fake_wait_started(kind_of(test)->computes, kind_of(test)->moves));
	KUNIT_EXPECT_EQ(test, make_call(test, file, 0), -ETIMEDOUT);
	*edu_safe.timeout = FAKE_TIMEOUT;
	fake_finish();
	expect_works(test, file);
}

/* What the caller says counts, and not what the module was told. */
static void a_caller_says_how_long(struct kunit *test)
{
	struct file *file = plug_and_open(test, 0);
	struct caller hasty = { .file = file, .number = 4, .milliseconds = 1 };
	struct caller patient = { .file = file, .number = 5, .milliseconds = FAKE_TIMEOUT };

	fake_hold();
	caller_start(test, &hasty);
	KUNIT_EXPECT_EQ(test, caller_end(test, &hasty), -ETIMEDOUT);
	*edu_safe.timeout = 1;
	caller_start(test, &patient);
	fake_finish();
	KUNIT_EXPECT_EQ(test, caller_end(test, &patient), 0);
	KUNIT_EXPECT_EQ(test, patient.result, 120);
}

static void a_signal_ends_a_call(struct kunit *test)
{
	struct caller first, second = { .kind = kind_of(test)->kind, .number = 6 };
	struct file *file = plug_and_open(test, 0);

	/* One waits for the device, the other one for its turn. */
	start_waiting(test, &first, file);
	second.file = file;
	caller_start(test, &second);
	caller_signal(&second);
	KUNIT_EXPECT_EQ(test, caller_end(test, &second), -ERESTARTSYS);
	caller_signal(&first);
	KUNIT_EXPECT_EQ(test, caller_end(test, &first), -ERESTARTSYS);
	fake_finish();
	expect_works(test, file);
}

/* A frame that nobody waits for stays until the device is done with it. */
static void what_the_device_is_at_work_on_stays(struct kunit *test)
{
	struct file *file = plug_and_open(test, 0);
	int before = fake_objects();
	struct caller caller;

	start_waiting(test, &caller, file);
	caller_signal(&caller);
	KUNIT_EXPECT_EQ(test, caller_end(test, &caller), -ERESTARTSYS);
	KUNIT_EXPECT_EQ(test, fake_objects(), before + kind_of(test)->moves);
	fake_finish();
	expect_works(test, file);
	KUNIT_EXPECT_EQ(test, fake_objects(), before);
}

static void what_is_polled_is_not_ready_while_it_moves(struct kunit *test)
{
	const __poll_t ready = EPOLLIN | EPOLLRDNORM | EPOLLOUT | EPOLLWRNORM;
	struct file *file = plug_and_open(test, 0);
	struct caller caller;

	start_waiting(test, &caller, file);
	KUNIT_EXPECT_EQ(test, (__force u32)call_poll(file),
			kind_of(test)->moves ? 0 : (__force u32)ready);
	fake_finish();
	caller_end(test, &caller);
	KUNIT_EXPECT_EQ(test, (__force u32)call_poll(file), (__force u32)ready);
}

/* Gone */

static void who_waits_hears_that_it_is_gone(struct kunit *test)
{
	struct caller first, second = { .kind = kind_of(test)->kind };
	struct file *file = plug_and_open(test, 0);

	start_waiting(test, &first, file);
	second.file = file;
	caller_start(test, &second);
	pci_clear_master(fake_pdev());
	edu_gone(edu());
	KUNIT_EXPECT_EQ(test, caller_end(test, &first), -ENODEV);
	KUNIT_EXPECT_EQ(test, caller_end(test, &second), -ENODEV);
	KUNIT_EXPECT_TRUE(test, edu_is_gone(edu()));
	expect_gone(test, file);
	edu_gone(edu());
	expect_gone(test, file);
}

static void who_waits_hears_of_the_unplugging(struct kunit *test)
{
	struct file *file = plug_and_open(test, 0);
	struct caller caller;

	start_waiting(test, &caller, file);
	fake_unplug();
	KUNIT_EXPECT_EQ(test, caller_end(test, &caller), -ENODEV);
	expect_gone(test, file);
	KUNIT_EXPECT_EQ(test, fake_mapped(), 0);
	/* The open file keeps the object, and nothing else. */
	KUNIT_EXPECT_EQ(test, fake_objects(), 1);
	call_close(file);
	KUNIT_EXPECT_EQ(test, fake_objects(), 0);
}

/* Until it may not, the device writes to what it was told: the frame has to be there. */
static void the_bus_is_off_before_a_frame_goes(struct kunit *test)
{
	struct file *file = plug_and_open(test, 0);
	int before = fake_objects();
	struct caller caller;

	start_waiting(test, &caller, file);
	KUNIT_EXPECT_TRUE(test, fake_is_master());
	fake_unplug();
	KUNIT_EXPECT_FALSE(test, fake_is_master());
	KUNIT_EXPECT_EQ(test, fake_objects_at_the_end(), before + kind_of(test)->moves);
	KUNIT_EXPECT_FALSE(test, fake_is_told_to_interrupt());
	caller_end(test, &caller);
}

/* The lowest name that no device has, whatever files are still open. */
static void the_next_device_has_the_name(struct kunit *test)
{
	struct file *file = plug_and_open(test, 0);

	KUNIT_EXPECT_STREQ(test, fake_misc()->name, "edu0");
	fake_unplug();
	call_plug(test, &edu_safe);
	KUNIT_EXPECT_STREQ(test, fake_misc()->name, "edu0");
	expect_gone(test, file);
	expect_works(test, open_another(test, 0));
}

/* The interrupt */

static void an_interrupt_is_acknowledged(struct kunit *test)
{
	plug_and_open(test, 0);
	KUNIT_EXPECT_TRUE(test, fake_is_told_to_interrupt());
	KUNIT_EXPECT_EQ(test, fake_raise(COMPUTED | MOVED), IRQ_HANDLED);
	KUNIT_EXPECT_EQ(test, fake_pending(), 0);
}

static void somebody_elses_interrupt_is_left_alone(struct kunit *test)
{
	struct file *file = plug_and_open(test, 0);
	struct caller caller;

	start_waiting(test, &caller, file);
	KUNIT_EXPECT_EQ(test, fake_raise(0), IRQ_NONE);
	KUNIT_EXPECT_TRUE(test, is_at_work());
	fake_finish();
	expect_answered(test, &caller);
}

/* That the one unit is done does not end a wait for the other. */
static void the_other_units_interrupt_ends_no_call(struct kunit *test)
{
	struct file *file = plug_and_open(test, 0);
	struct caller caller;

	start_waiting(test, &caller, file);
	KUNIT_EXPECT_EQ(test, fake_raise(kind_of(test)->moves ? COMPUTED : MOVED), IRQ_HANDLED);
	KUNIT_EXPECT_TRUE(test, is_at_work());
	fake_finish();
	expect_answered(test, &caller);
}

static void an_interrupt_after_the_end_is_not_ours(struct kunit *test)
{
	plug_and_open(test, 0);
	edu_gone(edu());
	KUNIT_EXPECT_EQ(test, fake_raise(COMPUTED | MOVED), IRQ_NONE);
	KUNIT_EXPECT_EQ(test, fake_pending(), COMPUTED | MOVED);
}

/* Pulled out, the device says ones only: that is no interrupt, and no result. */
static void a_device_that_was_pulled_out_has_nothing_to_say(struct kunit *test)
{
	struct file *file = plug_and_open(test, 0);
	struct caller caller;

	start_waiting(test, &caller, file);
	fake_vanish();
	KUNIT_EXPECT_EQ(test, fake_raise(0), IRQ_NONE);
	KUNIT_EXPECT_TRUE(test, is_at_work());
	fake_unplug();
	KUNIT_EXPECT_EQ(test, caller_end(test, &caller), -ENODEV);
}

/* Power */

static void a_device_at_rest_sleeps_and_wakes(struct kunit *test)
{
	struct file *file = plug_and_open(test, 0);
	const struct dev_pm_ops *pm = fake_pdev()->dev.driver->pm;

	KUNIT_ASSERT_NOT_NULL(test, pm);
	KUNIT_EXPECT_EQ(test, pm->suspend(&fake_pdev()->dev), 0);
	fake_lose_power();
	KUNIT_EXPECT_EQ(test, pm->resume(&fake_pdev()->dev), 0);
	expect_works(test, file);
	edu_gone(edu());
	KUNIT_EXPECT_EQ(test, pm->resume(&fake_pdev()->dev), -ENODEV);
}

static void a_device_at_work_does_not_sleep(struct kunit *test)
{
	struct file *file = plug_and_open(test, 0);
	struct caller caller;

	start_waiting(test, &caller, file);
	KUNIT_EXPECT_TRUE(test, is_at_work());
	fake_finish();
	expect_answered(test, &caller);
	KUNIT_EXPECT_FALSE(test, is_at_work());
}

/* Failures */

static void expect_probes(struct kunit *test, const struct fake_fault *fault, int answer)
{
	KUNIT_EXPECT_EQ(test, fake_plug(&edu_safe, fault), answer);
	KUNIT_EXPECT_NULL(test, fake_misc());
	KUNIT_EXPECT_FALSE(test, fake_is_told_to_interrupt());
	fake_unplug();
	KUNIT_EXPECT_EQ(test, fake_objects(), 0);
	KUNIT_EXPECT_EQ(test, fake_mapped(), 0);
}

static void what_probe_does_not_get_is_said_and_given_back(struct kunit *test)
{
	expect_probes(test, &(struct fake_fault){ .id = 0x010000ee }, -ENODEV);
	expect_probes(test, &(struct fake_fault){ .bytes = 0x80 }, -ENXIO);
	expect_probes(test, &(struct fake_fault){ .no_room = true }, -ENOMEM);
	expect_probes(test, &(struct fake_fault){ .line_taken = true }, -EBUSY);
	expect_probes(test, &(struct fake_fault){ .misc = -ENOSPC }, -ENOSPC);
	expect_works(test, plug_and_open(test, 0));
}

/* The kernel does without some of what it asks for; the others fail, and leave nothing. */
static void no_memory_in_probe(struct kunit *test)
{
	struct fake_fault fault = { };
	unsigned int failed = 0;
	bool came = true;
	int err;

	fail_nth_or_skip(test);
	*edu_safe.timeout = FAKE_TIMEOUT;
	for (fault.nth = 1; fault.nth < 500 && came; fault.nth++) {
		err = fake_plug(&edu_safe, &fault);
		came = fake_nth_came();
		/* -EBUSY: a region that is taken, and no memory to take it, look the same. */
		KUNIT_EXPECT_TRUE_MSG(test, !err || err == -ENOMEM || err == -EBUSY,
				      "allocation %u: %d", fault.nth, err);
		failed += !!err;
		if (!err)
			expect_works(test, open_another(test, 0));
		call_unplug();
		KUNIT_EXPECT_EQ_MSG(test, fake_objects(), 0, "allocation %u", fault.nth);
		KUNIT_EXPECT_EQ_MSG(test, fake_mapped(), 0, "allocation %u", fault.nth);
		KUNIT_EXPECT_STREQ(test, fake_wrong() ?: "", "");
	}
	KUNIT_EXPECT_FALSE(test, came);
	KUNIT_EXPECT_GT(test, failed, 5);
}

static void no_memory_in_a_call(struct kunit *test)
{
	struct file *file = plug_and_open(test, 0);
	int before = fake_objects();
	unsigned int n, failed = 0;
	bool came = true;
	long answer;

	fail_nth_or_skip(test);
	/* So that the user's pages are there. */
	KUNIT_EXPECT_EQ(test, make_call(test, file, 0), kind_of(test)->answer);
	for (n = 1; n < 100 && came; n++) {
		fail_nth(n);
		answer = make_call(test, file, 0);
		came = fail_nth_came();
		failed += answer == -ENOMEM;
		/* A copy fails as well, by the same count; and the test's own. */
		KUNIT_EXPECT_TRUE(test, answer == kind_of(test)->answer || answer == -ENOMEM ||
				  answer == -EFAULT || answer == -EIO);
		KUNIT_EXPECT_EQ(test, fake_objects(), before);
	}
	KUNIT_EXPECT_FALSE(test, came);
	KUNIT_EXPECT_EQ(test, failed, kind_of(test)->moves);
	expect_works(test, file);
}

static void a_frame_that_cannot_be_mapped_is_dropped(struct kunit *test)
{
	struct file *file = plug_and_open(test, 0);
	int before = fake_objects();
	u8 byte = 0;

	fake_no_mapping();
	KUNIT_EXPECT_EQ(test, call_read(file, 0, &byte, 1), -ENOMEM);
	fake_no_mapping();
	KUNIT_EXPECT_EQ(test, call_write(file, 0, &byte, 1), -ENOMEM);
	KUNIT_EXPECT_EQ(test, fake_objects(), before);
	expect_works(test, file);
}

/* One direction after the other, each with a device of its own. */
static void a_mapping_ends_before_the_device_goes(struct kunit *test)
{
	struct file *file;
	u8 byte = 0;

	file = plug_and_open(test, 0);
	fake_unplug_when_mapped();
	KUNIT_EXPECT_EQ(test, call_read(file, 0, &byte, 1), -ENODEV);
	fake_unplug_wait();
	expect_gone(test, file);
	call_close(file);
	file = plug_and_open(test, 0);
	fake_unplug_when_mapped();
	KUNIT_EXPECT_EQ(test, call_write(file, 0, &byte, 1), -ENODEV);
	fake_unplug_wait();
	expect_gone(test, file);
	call_close(file);
	KUNIT_EXPECT_EQ(test, fake_objects(), 0);
}

/* It is waited for, and what it has to say is nobody's. */
static void what_a_driver_before_asked_for_is_over(struct kunit *test)
{
	static const struct fake_fault for_a_while = { .at_work = 2 };
	static const struct fake_fault for_ever = { .at_work = UINT_MAX };
	struct file *file;

	KUNIT_EXPECT_EQ(test, fake_plug(&edu_safe, &for_ever), -ETIMEDOUT);
	call_unplug();
	KUNIT_ASSERT_EQ(test, fake_plug(&edu_safe, &for_a_while), 0);
	KUNIT_EXPECT_EQ(test, fake_pending(), 0);
	file = call_open(0);
	KUNIT_ASSERT_NOT_NULL(test, file);
	expect_works(test, file);
	call_close(file);
}

/* Whatever a case did: nothing is left, and the device has nothing to complain of. */
static void edu_exit(struct kunit *test)
{
	call_unplug();
	KUNIT_EXPECT_EQ(test, fake_objects(), 0);
	KUNIT_EXPECT_EQ(test, fake_mapped(), 0);
	KUNIT_EXPECT_NULL(test, fake_misc());
	KUNIT_EXPECT_STREQ(test, fake_wrong() ?: "", "");
}

static int edu_suite_init(struct kunit_suite *suite)
{
	return fake_begin();
}

static void edu_suite_exit(struct kunit_suite *suite)
{
	fake_end();
}

static struct kunit_case edu_cases[] = {
	KUNIT_CASE_PARAM(good_input, good_gen_params),
	KUNIT_CASE(a_register_that_is_not_there_is_refused),
	KUNIT_CASE_PARAM(two_callers_get_their_own, kind_gen_params),
	KUNIT_CASE(two_threads_do_not_mix),
	KUNIT_CASE_PARAM(who_may_not_wait_is_told, kind_gen_params),
	KUNIT_CASE_PARAM(a_device_that_is_late, kind_gen_params),
	KUNIT_CASE(a_caller_says_how_long),
	KUNIT_CASE_PARAM(a_signal_ends_a_call, kind_gen_params),
	KUNIT_CASE_PARAM(what_the_device_is_at_work_on_stays, kind_gen_params),
	KUNIT_CASE_PARAM(what_is_polled_is_not_ready_while_it_moves, kind_gen_params),
	KUNIT_CASE_PARAM(who_waits_hears_that_it_is_gone, kind_gen_params),
	KUNIT_CASE_PARAM(who_waits_hears_of_the_unplugging, kind_gen_params),
	KUNIT_CASE_PARAM(the_bus_is_off_before_a_frame_goes, kind_gen_params),
	KUNIT_CASE(the_next_device_has_the_name),
	KUNIT_CASE(an_interrupt_is_acknowledged),
	KUNIT_CASE_PARAM(somebody_elses_interrupt_is_left_alone, kind_gen_params),
	KUNIT_CASE_PARAM(the_other_units_interrupt_ends_no_call, kind_gen_params),
	KUNIT_CASE(an_interrupt_after_the_end_is_not_ours),
	KUNIT_CASE_PARAM(a_device_that_was_pulled_out_has_nothing_to_say, kind_gen_params),
	KUNIT_CASE(a_device_at_rest_sleeps_and_wakes),
	KUNIT_CASE_PARAM(a_device_at_work_does_not_sleep, kind_gen_params),
	KUNIT_CASE(what_probe_does_not_get_is_said_and_given_back),
	KUNIT_CASE(no_memory_in_probe),
	KUNIT_CASE_PARAM(no_memory_in_a_call, kind_gen_params),
	KUNIT_CASE(a_frame_that_cannot_be_mapped_is_dropped),
	KUNIT_CASE(a_mapping_ends_before_the_device_goes),
	KUNIT_CASE(what_a_driver_before_asked_for_is_over),
	{ }
};

static struct kunit_suite edu_suite = {
	.name = "edu",
	.suite_init = edu_suite_init,
	.suite_exit = edu_suite_exit,
	.exit = edu_exit,
	.test_cases = edu_cases,
};

kunit_test_suite(edu_suite);

MODULE_DESCRIPTION("KUnit suite: the driver of the edu device, on a fake of it");
MODULE_LICENSE("GPL");
