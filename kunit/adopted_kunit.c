// SPDX-License-Identifier: GPL-2.0-only
/*
 * own/adopted.h: a clock, a GPIO line and a device that are made here, the memory of a process,
 * and what is not there.
 */
#include <kunit/device.h>
#include <kunit/test.h>
#include <linux/clk-provider.h>
#include <linux/clkdev.h>
#include <linux/gpio/driver.h>
#include <linux/gpio/machine.h>
#include <linux/module.h>
#include <linux/regulator/driver.h>
#include <linux/regulator/machine.h>

#include <own/adopted.h>

/* A clock that counts. */
struct ticker {
	struct clk_hw hw;
	int prepared, enabled;
	bool broken;
};

static int ticker_prepare(struct clk_hw *hw)
{
	container_of(hw, struct ticker, hw)->prepared++;
	return 0;
}

static void ticker_unprepare(struct clk_hw *hw)
{
	container_of(hw, struct ticker, hw)->prepared--;
}

static int ticker_enable(struct clk_hw *hw)
{
	struct ticker *ticker = container_of(hw, struct ticker, hw);

	if (ticker->broken)
		return -EIO;
	ticker->enabled++;
	return 0;
}

static void ticker_disable(struct clk_hw *hw)
{
	container_of(hw, struct ticker, hw)->enabled--;
}

static unsigned long ticker_rate(struct clk_hw *hw, unsigned long parent_rate)
{
	return 32768;
}

static const struct clk_ops ticker_ops = {
	.prepare = ticker_prepare,
	.unprepare = ticker_unprepare,
	.enable = ticker_enable,
	.disable = ticker_disable,
	.recalc_rate = ticker_rate,
};

static struct device *some_device(struct kunit *test)
{
	struct device *device = kunit_device_register(test, "own-adopted");

	KUNIT_ASSERT_FALSE(test, IS_ERR(device));
	return device;
}

static struct ticker *ticker_add(struct kunit *test, struct device *device)
{
	/* The clock goes when the device does, so its memory is to go later. */
	struct ticker *ticker = devm_kzalloc(device, sizeof(*ticker), GFP_KERNEL);
	const struct clk_init_data init = { .name = "own-ticker", .ops = &ticker_ops };

	KUNIT_ASSERT_NOT_NULL(test, ticker);
	ticker->hw.init = &init;
	KUNIT_ASSERT_EQ(test, devm_clk_hw_register(device, &ticker->hw), 0);
	KUNIT_ASSERT_EQ(test, devm_clk_hw_register_clkdev(device, &ticker->hw, "own-tick", NULL),
			0);
	return ticker;
}

static void a_clock_runs_until_its_owner_ends(struct kunit *test)
{
	struct device *device = some_device(test);
	struct ticker *ticker = ticker_add(test, device);

	{
		own_auto(own_clk, clk, own_clk_get(device, "own-tick"));

		KUNIT_ASSERT_FALSE(test, own_none(clk));
		KUNIT_EXPECT_EQ(test, ticker->prepared, 0);
		own_auto(own_clk_enabled, running, own_clk_enable(own_take(clk)));
		KUNIT_ASSERT_FALSE(test, own_none(running));
		KUNIT_EXPECT_EQ(test, ticker->prepared, 1);
		KUNIT_EXPECT_EQ(test, ticker->enabled, 1);
		KUNIT_EXPECT_EQ(test, clk_get_rate(own_mut(running)), 32768);
		KUNIT_EXPECT_EQ(test, clk_set_min_rate(own_mut(running), 32768), 0);
	}
	KUNIT_EXPECT_EQ(test, ticker->enabled, 0);
	KUNIT_EXPECT_EQ(test, ticker->prepared, 0);

	/* What it asked for has ended with it. */
	own_auto(own_clk, again, own_clk_get(device, "own-tick"));
	KUNIT_ASSERT_FALSE(test, own_none(again));
	KUNIT_EXPECT_EQ(test, clk_set_max_rate(own_mut(again), 1), 0);
}

static void a_clock_that_does_not_start_is_put(struct kunit *test)
{
	struct device *device = some_device(test);
	struct ticker *ticker = ticker_add(test, device);

	ticker->broken = true;
	own_auto(own_clk, clk, own_clk_get(device, "own-tick"));
	KUNIT_ASSERT_FALSE(test, own_none(clk));
	KUNIT_EXPECT_EQ(test, clk_set_min_rate(own_mut(clk), 32768), 0);
	own_auto(own_clk_enabled, running, own_clk_enable(own_take(clk)));
	KUNIT_EXPECT_EQ(test, own_err(running), -EIO);
	KUNIT_EXPECT_EQ(test, ticker->prepared, 0);

	/* What it asked for has ended with it. */
	own_auto(own_clk, again, own_clk_get(device, "own-tick"));
	KUNIT_ASSERT_FALSE(test, own_none(again));
	KUNIT_EXPECT_EQ(test, clk_set_max_rate(own_mut(again), 1), 0);
}

static void what_is_not_there_is_an_errno(struct kunit *test)
{
	struct device *device = some_device(test);

	own_auto(own_clk, clk, own_clk_get(device, "none"));
	KUNIT_EXPECT_EQ(test, own_err(clk), -ENOENT);
	own_auto(own_gpiod, line, own_gpiod_get(device, "none", GPIOD_IN));
	KUNIT_EXPECT_EQ(test, own_err(line), -ENOENT);
	own_auto(own_firmware, firmware, own_firmware_request("own/none", device));
	KUNIT_EXPECT_EQ(test, own_err(firmware), -ENOENT);
}

/* What stands in where a board describes none. */
static void a_regulator_may_be_a_dummy(struct kunit *test)
{
	struct device *device = some_device(test);

	own_auto(own_regulator, regulator, own_regulator_get(device, "vdd"));
	if (own_none(regulator))
		kunit_skip(test, "regulator_get() has none here: %d", own_err(regulator));
	own_auto(own_regulator_enabled, on, own_regulator_enable(own_take(regulator)));
	KUNIT_ASSERT_FALSE(test, own_none(on));
	KUNIT_EXPECT_GT(test, regulator_is_enabled(own_mut(on)), 0);
}

/* A regulator that tells what was done with it. */
static bool supply_broken, supply_on;

static int supply_enable(struct regulator_dev *regulator)
{
	if (supply_broken)
		return -EIO;
	supply_on = true;
	return 0;
}

static int supply_disable(struct regulator_dev *regulator)
{
	supply_on = false;
	return 0;
}

static int supply_is_enabled(struct regulator_dev *regulator)
{
	return supply_on;
}

static const struct regulator_ops supply_ops = {
	.enable = supply_enable,
	.disable = supply_disable,
	.is_enabled = supply_is_enabled,
};

static const struct regulator_desc supply_desc = {
	.name = "own-supply", .ops = &supply_ops, .type = REGULATOR_VOLTAGE, .owner = THIS_MODULE,
};

/* It goes with the device, and the kernel warns if somebody still has it. */
static void supply_add(struct kunit *test, struct device *device)
{
	struct regulator_consumer_supply supply = REGULATOR_SUPPLY("vown", dev_name(device));
	const struct regulator_init_data init = {
		.constraints = { .valid_ops_mask = REGULATOR_CHANGE_STATUS },
		.num_consumer_supplies = 1,
		.consumer_supplies = &supply,
	};
	const struct regulator_config config = { .dev = device, .init_data = &init };

	supply_broken = false;
	supply_on = false;
	if (!IS_ENABLED(CONFIG_REGULATOR) ||
	    IS_ERR(devm_regulator_register(device, &supply_desc, &config)))
		kunit_skip(test, "there are no regulators");
}

static void a_regulator_is_on_until_its_owner_ends(struct kunit *test)
{
	struct device *device = some_device(test);

	supply_add(test, device);
	{
		own_auto(own_regulator, regulator, own_regulator_get(device, "vown"));

		KUNIT_ASSERT_FALSE(test, own_none(regulator));
		KUNIT_EXPECT_FALSE(test, supply_on);
		own_auto(own_regulator_enabled, on, own_regulator_enable(own_take(regulator)));
		KUNIT_ASSERT_FALSE(test, own_none(on));
		KUNIT_EXPECT_TRUE(test, supply_on);
	}
	KUNIT_EXPECT_FALSE(test, supply_on);
}

static void a_regulator_that_does_not_start_is_put(struct kunit *test)
{
	struct device *device = some_device(test);

	supply_add(test, device);
	supply_broken = true;
	own_auto(own_regulator, regulator, own_regulator_get(device, "vown"));
	KUNIT_ASSERT_FALSE(test, own_none(regulator));
	own_auto(own_regulator_enabled, on, own_regulator_enable(own_take(regulator)));
	KUNIT_EXPECT_EQ(test, own_err(on), -EIO);
}

static int level;

static int pin_direction(struct gpio_chip *chip, unsigned int offset, int value)
{
	level = value;
	return 0;
}

static int pin_get(struct gpio_chip *chip, unsigned int offset)
{
	return level;
}

static void a_line_is_its_owners(struct kunit *test)
{
	struct device *device = some_device(test);
	struct gpio_chip *chip = devm_kzalloc(device, sizeof(*chip), GFP_KERNEL);
	static struct gpiod_lookup_table table = {
		.table = { GPIO_LOOKUP("own-pins", 0, "wake", GPIO_ACTIVE_HIGH), { } },
	};

	KUNIT_ASSERT_NOT_NULL(test, chip);
	*chip = (struct gpio_chip){
		.label = "own-pins", .parent = device, .owner = THIS_MODULE, .base = -1, .ngpio = 1,
		.direction_output = pin_direction, .get = pin_get,
	};
	KUNIT_ASSERT_EQ(test, devm_gpiochip_add_data(device, chip, NULL), 0);
	table.dev_id = dev_name(device);
	gpiod_add_lookup_table(&table);
	{
		own_auto(own_gpiod, line, own_gpiod_get(device, "wake", GPIOD_OUT_HIGH));
		own_auto(own_gpiod, again, own_gpiod_get(device, "wake", GPIOD_OUT_HIGH));

		KUNIT_EXPECT_EQ(test, own_err(line), 0);
		KUNIT_EXPECT_EQ(test, own_err(again), -EBUSY);
		KUNIT_EXPECT_EQ(test, level, 1);
	}
	{
		own_auto(own_gpiod, after, own_gpiod_get(device, "wake", GPIOD_OUT_LOW));

		KUNIT_EXPECT_EQ(test, own_err(after), 0);
		KUNIT_EXPECT_EQ(test, level, 0);
	}
	gpiod_remove_lookup_table(&table);
}

static void a_device_is_awake_until_its_use_ends(struct kunit *test)
{
	struct device *device = some_device(test);

	{
		own_auto(own_pm_usage, asleep, own_pm_resume(device));

		KUNIT_EXPECT_EQ(test, own_err(asleep), -EACCES);
	}
	KUNIT_EXPECT_EQ(test, atomic_read(&device->power.usage_count), 0);
	pm_runtime_enable(device);
	{
		own_auto(own_pm_usage, use, own_pm_resume(device));

		KUNIT_EXPECT_EQ(test, own_err(use), 0);
		KUNIT_EXPECT_EQ(test, atomic_read(&device->power.usage_count), 1);
	}
	KUNIT_EXPECT_EQ(test, atomic_read(&device->power.usage_count), 0);
	pm_runtime_disable(device);
}

static void firmware_is_a_slice(struct kunit *test)
{
	static const u8 bytes[] = { 3, 1, 4 };
	const struct firmware firmware = { .data = bytes, .size = sizeof(bytes) };
	struct own_bytes slice = own_firmware_bytes(&firmware);

	KUNIT_EXPECT_EQ(test, own_slice_len(slice), 3);
	own_result(own_bytes_item, last, own_bytes_get(slice, 2));
	KUNIT_ASSERT_FALSE(test, own_none(last));
	KUNIT_EXPECT_EQ(test, *own_value(last), 4);
}

static void a_thread_of_the_kernel_has_no_memory(struct kunit *test)
{
	own_auto(own_mm_users_ref, none, own_task_mm(current));

	KUNIT_EXPECT_EQ(test, own_err(none), -ENOENT);
}

/* The first process, which outlives the suite. */
static void the_structure_outlives_the_addresses(struct kunit *test)
{
	struct task_struct *first;
	int before;

	scoped_guard(rcu)
		first = pid_task(find_vpid(1), PIDTYPE_PID);
	KUNIT_ASSERT_NOT_NULL(test, first);
	if (!READ_ONCE(first->mm))
		kunit_skip(test, "no process has memory before the first program runs");
	own_auto(own_mm_users_ref, users, own_task_mm(first));
	KUNIT_ASSERT_FALSE(test, own_none(users));
	own_auto(own_mm_ref, mm, own_mm_ref_get(own_use(users)));
	before = atomic_read(&own_use(mm)->mm_users);
	own_drop(own_mm_users_ref, users);
	KUNIT_EXPECT_EQ(test, atomic_read(&own_use(mm)->mm_users), before - 1);
	own_auto(own_mm_users_ref, again, own_mm_users_ref_get_unless_zero(own_use(mm)));
	KUNIT_EXPECT_EQ(test, own_err(again), 0);
}

static struct kunit_case adopted_cases[] = {
	KUNIT_CASE(a_clock_runs_until_its_owner_ends),
	KUNIT_CASE(a_clock_that_does_not_start_is_put),
	KUNIT_CASE(what_is_not_there_is_an_errno),
	KUNIT_CASE(a_regulator_may_be_a_dummy),
	KUNIT_CASE(a_regulator_is_on_until_its_owner_ends),
	KUNIT_CASE(a_regulator_that_does_not_start_is_put),
	KUNIT_CASE(a_line_is_its_owners),
	KUNIT_CASE(a_device_is_awake_until_its_use_ends),
	KUNIT_CASE(firmware_is_a_slice),
	KUNIT_CASE(a_thread_of_the_kernel_has_no_memory),
	KUNIT_CASE(the_structure_outlives_the_addresses),
	{ }
};

static struct kunit_suite adopted_suite = {
	.name = "own_adopted",
	.test_cases = adopted_cases,
};

kunit_test_suite(adopted_suite);

MODULE_DESCRIPTION("Tests of own/adopted.h");
MODULE_LICENSE("GPL");
