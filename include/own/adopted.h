/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef OWN_ADOPTED_H
#define OWN_ADOPTED_H

/**
 * DOC: The kernel's objects, adopted
 *
 * What a driver gets from the kernel with one function it gives back with another: a clock,
 * a regulator, a GPIO line, firmware, a device that must not go to sleep. The mistakes are
 * always the same: on the path of an error it is not given back; an ``ERR_PTR()`` is; what
 * was enabled is put without being disabled; what was never enabled is disabled.
 *
 * DEFINE_OWN_ADOPTED() makes an owner of any such pair. These are made already:
 *
 * ======================= ============================ ================================
 * owner                   from                         at its end
 * ======================= ============================ ================================
 * own_clk                 own_clk_get()                clk_put()
 * own_clk_enabled         own_clk_enable()             clk_disable_unprepare(), clk_put()
 * own_regulator           own_regulator_get()          regulator_put()
 * own_regulator_enabled   own_regulator_enable()       regulator_disable(), regulator_put()
 * own_gpiod               own_gpiod_get()              gpiod_put()
 * own_firmware            own_firmware_request()       release_firmware()
 * own_pm_usage            own_pm_resume()              pm_runtime_put()
 * own_mm_ref              own_mm_ref_get()             mmdrop()
 * own_mm_users_ref        own_task_mm()                mmput()
 * ======================= ============================ ================================
 *
 * What is enabled is another type than what is there, and is made of it: own_clk_enable()
 * uses up an own_clk. So there is no clock that was enabled and put, and none that was
 * disabled twice:
 *
 * .. code-block:: c
 *
 *	own_auto(own_clk, clk, own_clk_get(dev, "bus"));
 *
 *	if (own_none(clk))
 *		return own_err(clk);
 *	own_auto(own_clk_enabled, running, own_clk_enable(own_take(clk)));
 *	if (own_none(running))
 *		return own_err(running);
 *	rate = clk_get_rate(own_mut(running));
 *
 * The kernel's other functions are called as they are, with own_mut().
 *
 * A reference to an mm keeps the structure, as own_mm_ref, or the addresses in it as well,
 * as own_mm_users_ref. Who keeps the first and wants to touch the addresses asks for the
 * second, and may be refused, because the process has ended.
 *
 * What it costs: what the same costs by hand.
 *
 * What it cannot prevent: that a clock is used whose owner sleeps in a member that nobody
 * looks at; that two owners of one clock are ended in an order that the hardware does not
 * like; firmware that is not what its name says.
 *
 * When not to use it: for what lives as long as the driver is bound, devm_clk_get_enabled()
 * and its kin are shorter, and as safe if nothing but probe, remove and devm uses it.
 *
 * Rust: ``Clk`` and ``OptionalClk``, ``Regulator<Enabled>`` (a type for each state, as here),
 * ``Firmware``, ``Mm`` and ``MmWithUser``.
 */

#include <own/box.h>
#if __OWN_QUIET_MACROS
#pragma GCC system_header
#endif

#include <linux/clk.h>
#include <linux/firmware.h>
#include <linux/gpio/consumer.h>
#include <linux/pm_runtime.h>
#include <linux/regulator/consumer.h>
#include <linux/sched/mm.h>
#include <own/ref.h>
#include <own/slice.h>

DEFINE_OWN_ADOPTED(own_clk, struct clk, clk_put);

static __always_inline void __own_clk_end(struct clk *clk)
{
	clk_disable_unprepare(clk);
	clk_put(clk);
}

DEFINE_OWN_ADOPTED(own_clk_enabled, struct clk, __own_clk_end);

/**
 * own_clk_get() - the clock of a device
 * @device: the device
 * @id: what the device calls the clock
 *
 * Context: Process.
 * Return: The clock, or what clk_get() fails with, %-EPROBE_DEFER among them; %-ENOENT where
 * it gives %NULL (CONFIG_HAVE_CLK is off).
 *
 * Rust: ``Clk::get()``.
 */
static __always_inline struct own_clk_result own_clk_get(struct device *device, const char *id)
{
	return __own_clk_result(clk_get(device, id));
}

/**
 * own_clk_enable() - prepare and enable a clock
 * @clk: the clock, used up; it is put if this fails
 *
 * Context: Process.
 * Return: The clock, which runs until this owner ends, or what clk_prepare_enable() fails
 * with.
 *
 * Rust: ``Clk::prepare_enable()``, after which nothing disables it by itself.
 */
static __always_inline struct own_clk_enabled_result own_clk_enable(struct own_clk clk)
{
	struct clk *object = __own_clk_object(clk);
	int err = clk_prepare_enable(object);

	own_assume(err <= 0 && err >= -MAX_ERRNO);
	if (err) {
		clk_put(object);
		return __own_clk_enabled_result(ERR_PTR(err));
	}
	own_assume(!IS_ERR(object));
	return __own_clk_enabled_result(object);
}

DEFINE_OWN_ADOPTED(own_regulator, struct regulator, regulator_put);

static __always_inline void __own_regulator_end(struct regulator *regulator)
{
	regulator_disable(regulator);
	regulator_put(regulator);
}

DEFINE_OWN_ADOPTED(own_regulator_enabled, struct regulator, __own_regulator_end);

/**
 * own_regulator_get() - the regulator of a device
 * @device: the device
 * @id: what the device calls the supply
 *
 * Context: Process.
 * Return: The regulator, or what regulator_get() fails with, %-EPROBE_DEFER among them;
 * %-ENOENT where it gives %NULL (CONFIG_REGULATOR is off).
 *
 * Rust: ``Regulator::<Disabled>::get()``.
 */
static __always_inline struct own_regulator_result
own_regulator_get(struct device *device, const char *id)
{
	return __own_regulator_result(regulator_get(device, id));
}

/**
 * own_regulator_enable() - turn a regulator on
 * @regulator: the regulator, used up; it is put if this fails
 *
 * Context: Process.
 * Return: The regulator, which this owner keeps on, or what regulator_enable() fails with.
 *
 * Rust: ``Regulator::<Disabled>::try_into_enabled()``.
 */
static __always_inline struct own_regulator_enabled_result
own_regulator_enable(struct own_regulator regulator)
{
	struct regulator *object = __own_regulator_object(regulator);
	int err = regulator_enable(object);

	own_assume(err <= 0 && err >= -MAX_ERRNO);
	if (err) {
		regulator_put(object);
		return __own_regulator_enabled_result(ERR_PTR(err));
	}
	own_assume(!IS_ERR(object));
	return __own_regulator_enabled_result(object);
}

DEFINE_OWN_ADOPTED(own_gpiod, struct gpio_desc, gpiod_put);

/**
 * own_gpiod_get() - a GPIO line of a device
 * @device: the device
 * @id: what the device calls the line
 * @flags: its direction and first value, such as %GPIOD_OUT_LOW
 *
 * Context: Process.
 * Return: The line, or what gpiod_get() fails with, %-EPROBE_DEFER among them.
 *
 * Rust: none.
 */
static __always_inline struct own_gpiod_result
own_gpiod_get(struct device *device, const char *id, enum gpiod_flags flags)
{
	return __own_gpiod_result(gpiod_get(device, id, flags));
}

DEFINE_OWN_ADOPTED(own_firmware, struct firmware, release_firmware);

/**
 * own_firmware_request() - load firmware
 * @name: name of the file
 * @device: the device that it is for
 *
 * Context: Process; it reads a file.
 * Return: The firmware, or what request_firmware() fails with: %-ENOENT if there is none.
 *
 * Rust: ``Firmware::request()``.
 */
static __always_inline struct own_firmware_result
own_firmware_request(const char *name, struct device *device)
{
	const struct firmware *firmware;
	int err = request_firmware(&firmware, name, device);

	return __own_firmware_result(err ? ERR_PTR(err) : (struct firmware *)firmware);
}

static __always_inline __own_role(of) struct own_bytes
own_firmware_bytes(const struct firmware *firmware);

/**
 * own_firmware_bytes() - the bytes of firmware
 * @firmware: borrowed
 *
 * Context: Any.
 * Return: A slice, good as long as the firmware.
 *
 * Rust: ``Firmware::data()``.
 */
static __always_inline struct own_bytes own_firmware_bytes(const struct firmware *firmware)
{
	return __own_bytes_make(firmware->data, firmware->size);
}

static __always_inline void __own_pm_end(struct device *device)
{
	pm_runtime_put(device);
}

DEFINE_OWN_ADOPTED(own_pm_usage, struct device, __own_pm_end);

/**
 * own_pm_resume() - wake a device, and keep it awake
 * @device: the device, of which the caller has a reference or is the driver
 *
 * Says nothing of how long the device is there.
 *
 * Context: Process, unless the device's callbacks are marked to be called with interrupts off.
 * Return: A use of the device, at whose end it may sleep again, or what
 * pm_runtime_resume_and_get() fails with.
 *
 * Rust: none.
 */
static __always_inline struct own_pm_usage_result own_pm_resume(struct device *device)
{
	int err = pm_runtime_resume_and_get(device);

	own_assume(err <= 0 && err >= -MAX_ERRNO);
	if (err)
		return __own_pm_usage_result(ERR_PTR(err));
	own_assume(!IS_ERR_OR_NULL(device));
	return __own_pm_usage_result(device);
}

DEFINE_OWN_REF_ADOPTED(own_mm_ref, struct mm_struct, mmgrab, mmdrop);
DEFINE_OWN_REF_ADOPTED(own_mm_users_ref, struct mm_struct, mmget, mmput);
DEFINE_OWN_REF_LOOKUP(own_mm_users_ref, struct mm_struct, mmget_not_zero);

/**
 * own_task_mm() - the memory of a process
 * @task: the task, of which the caller has a reference
 *
 * Context: Process.
 * Return: A reference that keeps the addresses, or %-ENOENT if the task has none, or none
 * any more.
 *
 * Rust: ``Task::mm()``, of the current task.
 */
static __always_inline struct own_mm_users_ref_result own_task_mm(struct task_struct *task)
{
	return __own_mm_users_ref_result(get_task_mm(task));
}

#endif /* OWN_ADOPTED_H */
