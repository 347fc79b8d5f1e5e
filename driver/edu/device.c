// SPDX-License-Identifier: GPL-2.0-only
/*
 * The device as an object: its registers, its interrupt, and who waits for it.
 */
#include <linux/idr.h>
#include <linux/pci.h>

#include "edu_internal.h"

#include "trace.h"

static DEFINE_IDA(numbers);

/* A name is the device's, not the object's: files that are open do not keep it. */
struct edu_number {
	int value;
};

static void edu_number_end(struct edu_number *number)
{
	if (number->value >= 0)
		ida_free(&numbers, number->value);
}

DEFINE_OWN(edu_number_own, struct edu_number, OWN_KMALLOC, own_run(edu_number_end));
DEFINE_OWN_DEVM(edu_number_own);

IMPLEMENT_OWN(edu_own, struct edu, OWN_KMALLOC, own_locked_member(edu_regs, hw, regs),
	      own_locked_member(edu_write, hw, writing), own_locked_member(edu_read, hw, reading),
	      own_member(own_device_ref, device));
DEFINE_OWN_IRQ(edu_irq, edu_ref, struct edu, line, edu_interrupt);
DEFINE_OWN_DEVM(edu_irq);

#include <own/strict.h>

/* The lowest number that no device has, until this one is unbound. */
static int edu_take_number(struct device *device)
{
	own_auto(edu_number_own, number, own_alloc(edu_number_own, GFP_KERNEL));
	int value, err;

	if (own_none(number))
		return own_err(number);
	value = ida_alloc(&numbers, GFP_KERNEL);
	own_mut(number)->value = value;
	if (value < 0)
		return value;
	err = edu_number_own_devm(device, own_take(number));
	return err ?: value;
}

struct edu_ref_result edu_new(struct device *device, struct edu_regs regs)
{
	own_auto(edu_regs, r, regs);
	own_auto(edu_own, new, own_alloc(edu_own, GFP_KERNEL));
	struct edu *edu;

	if (own_none(new))
		return own_fail(edu_ref, own_err(new));
	edu = own_mut(new);
	edu->number = edu_take_number(device);
	if (edu->number < 0)
		return own_fail(edu_ref, edu->number);
	snprintf(edu->name, sizeof(edu->name), "%s%d", KBUILD_MODNAME, edu->number);
	own_waiters_init(new, waiters);
	own_locked_init(&edu->compute);
	own_locked_init(&edu->transfer);
	own_locked_init(&edu->hw);
	edu_status_write(own_mut(r), EDU_STATUS_INTERRUPT);
	edu_regs_set(&own_locked_mut(&edu->hw)->regs, own_take(r));
	own_device_ref_set_once(&edu->device, own_device_ref_get(device));
	own_auto(edu_ref, shared, edu_ref_share(own_take(new)));
	return own_ok(shared);
}

static irqreturn_t edu_interrupt(struct edu_irq_fired fired)
{
	u32 interrupts;

	own_irq_fired(edu, fired);
	own_guard(spinlock_irqsave, hw, &edu->hw);
	own_peek(edu_regs, regs, &hw->regs);

	if (own_none(regs))
		return IRQ_NONE;
	interrupts = edu_interrupts_read(own_use(regs));
	/* A device that was pulled out is read as ones, and remove is on its way. */
	if (!interrupts || PCI_POSSIBLE_ERROR(interrupts))
		return IRQ_NONE;
	edu_acknowledge_write(own_mut(regs), interrupts);
	if (interrupts & EDU_INTERRUPT_COMPUTED) {
		hw->result = edu_number_read(own_use(regs));
		hw->computing = false;
	}
	if (interrupts & EDU_INTERRUPT_MOVED)
		hw->moving = false;
	trace_edu_interrupt(edu, interrupts);
	own_wake_up_all(&edu->waiters, EPOLLIN | EPOLLRDNORM | EPOLLOUT | EPOLLWRNORM);
	return IRQ_HANDLED;
}

/* The interrupt keeps the object, and devm frees it after edu_gone(). */
int edu_start_interrupt(const struct edu *edu, struct device *device, unsigned int number)
{
	own_auto(edu_irq, irq, edu_irq_request(edu_ref_get(edu), number, IRQF_SHARED, edu->name));

	if (own_none(irq))
		return own_err(irq);
	return edu_irq_devm(device, own_take(irq));
}

/* From here on nobody finds registers. The device may not be bus master any more. */
void edu_gone(const struct edu *edu)
{
	own_auto(edu_regs, regs);
	own_auto(edu_write, writing);
	own_auto(edu_read, reading);

	own_scoped_guard(spinlock_irqsave, hw, &edu->hw) {
		own_refill(edu_regs, regs, edu_regs_take_from(&hw->regs));
		own_refill(edu_write, writing, edu_write_take_from(&hw->writing));
		own_refill(edu_read, reading, edu_read_take_from(&hw->reading));
	}
	if (!own_none(regs))
		edu_status_write(own_mut(regs), 0);
	trace_edu_gone(edu, !own_none(writing) || !own_none(reading));
	own_wake_up_all(&edu->waiters, EPOLLERR | EPOLLHUP);
	/* Who has the turn may have a mapping of the device's. It is on its way out. */
	own_guard(mutex, turn, &edu->transfer);
	turn->number++;
}

bool edu_is_gone(const struct edu *edu)
{
	own_guard(spinlock_irqsave, hw, &edu->hw);
	own_peek(edu_regs, regs, &hw->regs);

	return own_none(regs);
}

/* Is there nothing more to wait for? */
static bool edu_is_ready(const struct edu *edu, bool (*done)(const struct edu_hw *hw))
{
	own_guard(spinlock_irqsave, hw, &edu->hw);
	own_peek(edu_regs, regs, &hw->regs);

	return own_none(regs) || done(hw);
}

/* 0: @done, or the device is gone. The caller has the turn of the unit that it waits for. */
int edu_wait(const struct edu *edu, bool (*done)(const struct edu_hw *hw),
	     unsigned int milliseconds)
{
	return own_wait_timeout(interruptible, &edu->waiters, edu_is_ready(edu, done),
				msecs_to_jiffies(milliseconds ?: edu_timeout));
}
