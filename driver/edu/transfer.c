// SPDX-License-Identifier: GPL-2.0-only
/*
 * The unit that transfers, by DMA, between the buffer of the device and a frame.
 *
 * A frame that the device is at work on is mapped, and in the slot of its direction: whoever
 * takes it out, the one who started it, the next one, or remove, has it alone.
 */
#include "edu_internal.h"

#include "trace.h"
#include <own/strict.h>

static bool has_moved(const struct edu_hw *hw)
{
	return !hw->moving;
}

/*
 * What somebody who gave up has left is dropped; the device has finished with it. If it is there
 * now, remove waits for the turn, so a mapping that is made now ends before the device goes.
 */
static int ready(const struct edu *edu)
{
	own_auto(edu_write, written);
	own_auto(edu_read, read);
	int err = edu_wait(edu, has_moved, 0);

	if (err)
		return err;
	own_guard(spinlock_irqsave, hw, &edu->hw);
	own_refill(edu_write, written, edu_write_take_from(&hw->writing));
	own_refill(edu_read, read, edu_read_take_from(&hw->reading));
	own_peek(edu_regs, regs, &hw->regs);
	return own_none(regs) ? -ENODEV : 0;
}

/* The device has both addresses; the lock is held. */
static void go(const struct edu *edu, struct edu_hw *hw, struct edu_regs_window *regs, u32 length,
	       u32 command)
{
	command |= EDU_COMMAND_START | EDU_COMMAND_INTERRUPT;
	edu_count_write(regs, length);
	hw->moving = true;
	edu_command_write(regs, command);
	trace_edu_move(edu, command);
}

static int start_writing(const struct edu *edu, struct edu_write mapped, u32 at, u32 length)
{
	own_auto(edu_write, m, mapped);

	own_guard(spinlock_irqsave, hw, &edu->hw);
	{
		own_peek(edu_regs, regs, &hw->regs);
		if (own_none(regs))
			return -ENODEV;
		edu_source_write(own_mut(regs), edu_write_address(own_use(m)));
		edu_target_write(own_mut(regs), EDU_BUFFER + at);
		go(edu, hw, own_mut(regs), length, 0);
	}
	edu_write_set(&hw->writing, own_take(m));
	return 0;
}

static int start_reading(const struct edu *edu, struct edu_read mapped, u32 at, u32 length)
{
	own_auto(edu_read, m, mapped);

	own_guard(spinlock_irqsave, hw, &edu->hw);
	{
		own_peek(edu_regs, regs, &hw->regs);
		if (own_none(regs))
			return -ENODEV;
		edu_source_write(own_mut(regs), EDU_BUFFER + at);
		edu_target_write(own_mut(regs), edu_read_address(own_use(m)));
		go(edu, hw, own_mut(regs), length, EDU_COMMAND_TO_MEMORY);
	}
	edu_read_set(&hw->reading, own_take(m));
	return 0;
}

/* The three of them: the caller has the turn. */

static ssize_t write_now(const struct edu *edu, struct edu_frame_own frame, loff_t at)
{
	own_auto(edu_frame_own, f, frame);
	own_auto(edu_write, written);
	u32 length = own_use(f)->length;
	int err = ready(edu);

	if (err)
		return err;
	own_auto(edu_write, mapped,
		 edu_write_map(own_device_ref_of(&edu->device), own_take(f), length));
	if (own_none(mapped))
		return own_err(mapped);
	err = start_writing(edu, own_take(mapped), at, length) ?: edu_wait(edu, has_moved, 0);
	if (err)
		return err;
	own_guard(spinlock_irqsave, hw, &edu->hw);
	own_refill(edu_write, written, edu_write_take_from(&hw->writing));
	return own_none(written) ? -ENODEV : (ssize_t)length;
}

static struct edu_frame_own_result read_now(const struct edu *edu, struct edu_frame_own frame,
					    loff_t at)
{
	own_auto(edu_frame_own, f, frame);
	own_auto(edu_read, read);
	u32 length = own_use(f)->length;
	int err = ready(edu);

	if (err)
		return own_fail(edu_frame_own, err);
	own_auto(edu_read, mapped,
		 edu_read_map(own_device_ref_of(&edu->device), own_take(f), length));
	if (own_none(mapped))
		return own_fail(edu_frame_own, own_err(mapped));
	err = start_reading(edu, own_take(mapped), at, length) ?: edu_wait(edu, has_moved, 0);
	if (err)
		return own_fail(edu_frame_own, err);
	own_scoped_guard(spinlock_irqsave, hw, &edu->hw)
		own_refill(edu_read, read, edu_read_take_from(&hw->reading));
	if (own_none(read))
		return own_fail(edu_frame_own, -ENODEV);
	own_auto(edu_frame_own, back, edu_read_unmap(own_take(read)));
	return own_ok(back);
}

ssize_t edu_to_device(const struct edu *edu, struct edu_frame_own frame, loff_t at, bool nonblock)
{
	own_auto(edu_frame_own, f, frame);

	if (nonblock) {
		own_guard_try(mutex_try, turn, &edu->transfer, -EAGAIN);
		if (own_none(turn))
			return own_err(turn);
		own_use(turn)->number++;
		return write_now(edu, own_take(f), at);
	}
	own_guard_try(mutex_intr, turn, &edu->transfer, -ERESTARTSYS);
	if (own_none(turn))
		return own_err(turn);
	own_use(turn)->number++;
	return write_now(edu, own_take(f), at);
}

struct edu_frame_own_result edu_from_device(const struct edu *edu, loff_t at, size_t length,
					    bool nonblock)
{
	own_auto(edu_frame_own, f, own_alloc(edu_frame_own, GFP_KERNEL | GFP_DMA));

	if (own_none(f))
		return own_pass(f);
	own_mut(f)->length = length;
	if (nonblock) {
		own_guard_try(mutex_try, turn, &edu->transfer, -EAGAIN);
		if (own_none(turn))
			return own_fail(edu_frame_own, own_err(turn));
		own_use(turn)->number++;
		return read_now(edu, own_take(f), at);
	}
	own_guard_try(mutex_intr, turn, &edu->transfer, -ERESTARTSYS);
	if (own_none(turn))
		return own_fail(edu_frame_own, own_err(turn));
	own_use(turn)->number++;
	return read_now(edu, own_take(f), at);
}
