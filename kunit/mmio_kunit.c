// SPDX-License-Identifier: GPL-2.0-only
/*
 * own/mmio.h: registers that are inside their window. The device is a piece of memory, which
 * ioremap() gives here.
 */
#include <kunit/device.h>
#include <kunit/test.h>
#include <linux/io.h>
#include <linux/ioport.h>
#include <linux/module.h>

/* What ioremap() gives, and how often it was given and taken back. */
static u64 memory[8];
static unsigned int maps, unmaps;
static bool no_room;

static void __iomem *fake_ioremap(resource_size_t start, size_t size)
{
	maps++;
	return no_room ? NULL : (void __iomem __force *)memory;
}

static void fake_iounmap(void __iomem *base)
{
	unmaps++;
}

#undef ioremap
#define ioremap fake_ioremap
#undef iounmap
#define iounmap fake_iounmap
#include <own/mmio.h>

#include <own/device.h>
#include <own/locked.h>

DEFINE_OWN_MMIO(adc_regs, 0x40);
OWN_REGISTER(adc_regs, adc_id, 0x00, 32, ro);
OWN_REGISTER(adc_regs, adc_control, 0x04, 32, rw);
OWN_REGISTER(adc_regs, adc_kick, 0x0b, 8, wo);
OWN_REGISTER(adc_regs, adc_rate, 0x0e, 16, rw);
OWN_REGISTER(adc_regs, adc_last, 0x38, 64, rw);
OWN_REGISTERS(adc_regs, adc_sample, 0x10, 16, 8, rw);
DEFINE_OWN_DEVM(adc_regs);

/* Far from what this machine has. */
static struct resource place = DEFINE_RES_MEM(0x7f00000000, 0x80);

static struct device *fake_device(struct kunit *test, const char *name)
{
	struct device *device = kunit_device_register(test, name);

	KUNIT_ASSERT_FALSE(test, IS_ERR(device));
	return device;
}

static u8 byte_at(size_t offset)
{
	return ((u8 *)memory)[offset];
}

/* Where accesses go to a driver that emulates the device, memory is none. */
static void need_registers_in_memory(struct kunit *test)
{
	if (IS_ENABLED(CONFIG_INDIRECT_IOMEM))
		kunit_skip(test, "needs a kernel without CONFIG_INDIRECT_IOMEM");
}

static void registers_are_where_they_were_declared(struct kunit *test)
{
	need_registers_in_memory(test);
	own_auto(adc_regs, r, adc_regs_map(fake_device(test, "adc"), &place));
	KUNIT_ASSERT_EQ(test, own_err(r), 0);
	memory[0] = 0x1122334455667788;
	KUNIT_EXPECT_EQ(test, adc_id_read(own_use(r)), 0x55667788);
	KUNIT_EXPECT_EQ(test, adc_control_read(own_use(r)), 0x11223344);
	adc_control_write(own_mut(r), 0xcafe);
	KUNIT_EXPECT_EQ(test, memory[0], 0x0000cafe55667788);
	adc_kick_write(own_mut(r), 0xab);
	KUNIT_EXPECT_EQ(test, byte_at(0x0b), 0xab);
	adc_rate_write(own_mut(r), 0x1234);
	KUNIT_EXPECT_EQ(test, adc_rate_read(own_use(r)), 0x1234);
	KUNIT_EXPECT_EQ(test, memory[1], 0x12340000ab000000);
	adc_last_write(own_mut(r), U64_MAX);
	KUNIT_EXPECT_EQ(test, memory[7], U64_MAX);
	KUNIT_EXPECT_EQ(test, memory[6], 0);
}

static void each_of_several_is_where_it_belongs(struct kunit *test)
{
	u16 value;

	need_registers_in_memory(test);
	own_auto(adc_regs, r, adc_regs_map(fake_device(test, "adc"), &place));
	KUNIT_ASSERT_EQ(test, own_err(r), 0);
	KUNIT_EXPECT_EQ(test, adc_sample_write(own_mut(r), 0, 0x1111), 0);
	KUNIT_EXPECT_EQ(test, adc_sample_write(own_mut(r), 7, 0x7777), 0);
	KUNIT_EXPECT_EQ(test, memory[2], 0x1111);
	KUNIT_EXPECT_EQ(test, memory[3], 0x7777000000000000);
	KUNIT_EXPECT_EQ(test, adc_sample_read(own_use(r), 7, &value), 0);
	KUNIT_EXPECT_EQ(test, value, 0x7777);
}

static void what_is_not_there_is_not_touched(struct kunit *test)
{
	static const size_t wrong[] = { 8, 9, 16, SIZE_MAX, SIZE_MAX / 2 + 1 };
	u16 value = 0x5a5a;
	int i;

	own_auto(adc_regs, r, adc_regs_map(fake_device(test, "adc"), &place));
	KUNIT_ASSERT_EQ(test, own_err(r), 0);
	memset(memory, 0xee, sizeof(memory));
	for (i = 0; i < ARRAY_SIZE(wrong); i++) {
		KUNIT_EXPECT_EQ(test, adc_sample_read(own_use(r), wrong[i], &value), -ERANGE);
		KUNIT_EXPECT_EQ(test, adc_sample_write(own_mut(r), wrong[i], 0), -ERANGE);
	}
	KUNIT_EXPECT_EQ(test, value, 0x5a5a);
	KUNIT_EXPECT_NULL(test, memchr_inv(memory, 0xee, sizeof(memory)));
}

static void it_is_unmapped_once(struct kunit *test)
{
	own_auto(adc_regs, r, adc_regs_map(fake_device(test, "adc"), &place));
	KUNIT_ASSERT_EQ(test, own_err(r), 0);
	KUNIT_EXPECT_EQ(test, unmaps, 0);
	own_drop(adc_regs, r);
	KUNIT_EXPECT_EQ(test, maps, 1);
	KUNIT_EXPECT_EQ(test, unmaps, 1);
}

/* Each of these maps nothing, and reserves nothing. */
static void a_window_that_does_not_fit_is_refused(struct kunit *test)
{
	struct resource small = DEFINE_RES_MEM(0x7f00000000, 0x3f);
	struct resource ports = DEFINE_RES_IO(0x400, 0x80);
	struct device *device = fake_device(test, "adc");

	own_auto(adc_regs, none, adc_regs_map(device, NULL));
	KUNIT_EXPECT_EQ(test, own_err(none), -ENXIO);
	own_auto(adc_regs, short_one, adc_regs_map(device, &small));
	KUNIT_EXPECT_EQ(test, own_err(short_one), -ENXIO);
	own_auto(adc_regs, other, adc_regs_map(device, &ports));
	KUNIT_EXPECT_EQ(test, own_err(other), -ENXIO);
	KUNIT_EXPECT_EQ(test, maps, 0);
	own_auto(adc_regs, exact, adc_regs_map(device, &DEFINE_RES_MEM(0x7f00000000, 0x40)));
	KUNIT_EXPECT_EQ(test, own_err(exact), 0);
}

static void what_is_reserved_is_refused(struct kunit *test)
{
	struct device *first = fake_device(test, "first"), *second = fake_device(test, "second");

	own_auto(adc_regs, r, adc_regs_map(first, &place));
	KUNIT_ASSERT_EQ(test, own_err(r), 0);
	own_auto(adc_regs, busy, adc_regs_map(second, &place));
	KUNIT_EXPECT_EQ(test, own_err(busy), -EBUSY);
	KUNIT_EXPECT_EQ(test, maps, 1);
	own_drop(adc_regs, r);
	kunit_device_unregister(test, first);
	own_auto(adc_regs, free, adc_regs_map(second, &place));
	KUNIT_EXPECT_EQ(test, own_err(free), 0);
}

static void what_cannot_be_mapped_is_not_reserved(struct kunit *test)
{
	struct device *device = fake_device(test, "adc");

	no_room = true;
	own_auto(adc_regs, r, adc_regs_map(device, &place));
	KUNIT_EXPECT_EQ(test, own_err(r), -ENOMEM);
	KUNIT_EXPECT_EQ(test, unmaps, 0);
	no_room = false;
	own_auto(adc_regs, again, adc_regs_map(device, &place));
	KUNIT_EXPECT_EQ(test, own_err(again), 0);
}

/* Remove takes the window; who still has the object finds that it is gone. */
static void a_window_goes_while_others_have_the_object(struct kunit *test)
{
	struct hw { struct adc_regs_slot regs; };
	OWN_LOCKED_IRQ(spinlock_t, struct hw) locked = { };

	own_locked_init(&locked);
	own_auto(adc_regs, r, adc_regs_map(fake_device(test, "adc"), &place));
	KUNIT_ASSERT_EQ(test, own_err(r), 0);
	own_scoped_guard(spinlock_irqsave, hw, &locked)
		adc_regs_set(&hw->regs, own_take(r));
	own_scoped_guard(spinlock_irqsave, hw, &locked) {
		own_peek(adc_regs, regs, &hw->regs);
		if (own_none(regs))
			KUNIT_FAIL(test, "no window");
		else
			adc_control_write(own_mut(regs), 1);
	}
	own_auto(adc_regs, taken);
	own_scoped_guard(spinlock_irqsave, hw, &locked)
		own_refill(adc_regs, taken, adc_regs_take_from(&hw->regs));
	KUNIT_EXPECT_EQ(test, own_err(taken), 0);
	own_scoped_guard(spinlock_irqsave, hw, &locked) {
		own_peek(adc_regs, regs, &hw->regs);
		KUNIT_EXPECT_TRUE(test, own_none(regs));
	}
	KUNIT_EXPECT_EQ(test, unmaps, 0);
}

static void devm_unmaps_it(struct kunit *test)
{
	struct device *device = fake_device(test, "adc");

	own_auto(adc_regs, r, adc_regs_map(device, &place));
	KUNIT_ASSERT_EQ(test, own_err(r), 0);
	KUNIT_ASSERT_EQ(test, adc_regs_devm(device, own_take(r)), 0);
	KUNIT_EXPECT_EQ(test, unmaps, 0);
	kunit_device_unregister(test, device);
	KUNIT_EXPECT_EQ(test, unmaps, 1);
}

static int mmio_init(struct kunit *test)
{
	memset(memory, 0, sizeof(memory));
	maps = 0;
	unmaps = 0;
	no_room = false;
	return 0;
}

static void mmio_exit(struct kunit *test)
{
	/* A failed map is one that needs no unmapping. */
	KUNIT_EXPECT_GE(test, maps, unmaps);
}

static struct kunit_case mmio_cases[] = {
	KUNIT_CASE(registers_are_where_they_were_declared),
	KUNIT_CASE(each_of_several_is_where_it_belongs),
	KUNIT_CASE(what_is_not_there_is_not_touched),
	KUNIT_CASE(it_is_unmapped_once),
	KUNIT_CASE(a_window_that_does_not_fit_is_refused),
	KUNIT_CASE(what_is_reserved_is_refused),
	KUNIT_CASE(what_cannot_be_mapped_is_not_reserved),
	KUNIT_CASE(a_window_goes_while_others_have_the_object),
	KUNIT_CASE(devm_unmaps_it),
	{ }
};

static struct kunit_suite mmio_suite = {
	.name = "own_mmio",
	.init = mmio_init,
	.exit = mmio_exit,
	.test_cases = mmio_cases,
};
kunit_test_suite(mmio_suite);

MODULE_DESCRIPTION("Tests of own/mmio.h");
MODULE_LICENSE("GPL");
