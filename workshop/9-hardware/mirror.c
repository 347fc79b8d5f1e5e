// SPDX-License-Identifier: GPL-2.0-only
/*
 * mirror: what is written goes into the memory of QEMU's edu device, and is read from there.
 *
 *	echo hello > /dev/mirror
 *	head -c 6 /dev/mirror
 */
#include <linux/iopoll.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/pci.h>

#include <own/own.h>

#define MIRROR_SIZE	64
#define MIRROR_MEMORY	0x40000	/* where the device has its memory */
#define MIRROR_ID	0xed
#define MIRROR_MOVED	0x100	/* of the causes of an interrupt */
#define MIRROR_DMA_BITS	28

/* Of the command: begin; from the device to memory, and not the other way; then an interrupt. */
#define MIRROR_BEGIN		1
#define MIRROR_TO_MEMORY	2
#define MIRROR_INTERRUPT	4

DEFINE_OWN_MMIO(mirror_regs, 0xa0);
OWN_REGISTER(mirror_regs, mirror_id, 0x00, 32, ro);
OWN_REGISTER(mirror_regs, mirror_causes, 0x24, 32, ro);
OWN_REGISTER(mirror_regs, mirror_acknowledge, 0x64, 32, wo);
OWN_REGISTER(mirror_regs, mirror_source, 0x80, 64, rw);
OWN_REGISTER(mirror_regs, mirror_target, 0x88, 64, rw);
OWN_REGISTER(mirror_regs, mirror_length, 0x90, 64, rw);
OWN_REGISTER(mirror_regs, mirror_command, 0x98, 64, rw);

/* What moves. While the device has it, it is a frame_dma, and the CPU cannot get at the bytes. */
struct frame {
	struct own_dma_mapping mapping;
	u8 data[MIRROR_SIZE] __aligned(ARCH_DMA_MINALIGN);
};
DEFINE_OWN(frame_own, struct frame, OWN_KMALLOC);
DEFINE_OWN_DMA(frame_dma, frame_own, struct frame, mapping, data, DMA_BIDIRECTIONAL);

struct mirror_hw {
	struct mirror_regs_slot regs;	/* nothing: the device is gone */
	struct frame_dma_slot moving;	/* what the device has */
	bool busy;			/* until the interrupt */
};

/* Who has the turn is the only one whose frame can be in the slot. */
struct mirror_turn {
	u64 number;
};

struct mirror {
	struct kref refs;
	struct own_irq_line line;
	struct own_device_ref_once device;
	struct own_waiters waiters;
	OWN_SHARED(struct miscdevice) misc;
	OWN_LOCKED(struct mutex, struct mirror_turn) turn;
	OWN_LOCKED_IRQ(spinlock_t, struct mirror_hw) hw;
};
DEFINE_OWN(mirror_own, struct mirror, OWN_KMALLOC, own_locked_member(mirror_regs, hw, regs),
	   own_locked_member(frame_dma, hw, moving), own_member(own_device_ref, device));
DEFINE_OWN_REF(mirror_ref, mirror_own, struct mirror, refs);
DEFINE_OWN_IRQ(mirror_irq, mirror_ref, struct mirror, line, mirror_interrupt);
DEFINE_OWN_DEVM(mirror_irq);
DEFINE_OWN_DRVDATA(mirror_data, mirror_ref, struct mirror);

#include <own/strict.h>

static irqreturn_t mirror_interrupt(struct mirror_irq_fired fired)
{
	own_irq_fired(mirror, fired);
	/* @skeleton */
	/*
	 * Lock hw, and look at the registers: if there are none, or no cause, or all ones (the device
	 * was pulled out), it was not for us. Acknowledge the causes. If something has moved, the
	 * device is not busy any more. Wake who waits.
	 */
	own_wake_up_all(&mirror->waiters, 0);
	return IRQ_NONE;
	/* @solution */
	own_guard(spinlock_irqsave, hw, &mirror->hw);
	own_peek(mirror_regs, regs, &hw->regs);

	if (own_none(regs))
		return IRQ_NONE;
	u32 causes = mirror_causes_read(own_use(regs));

	if (!causes || PCI_POSSIBLE_ERROR(causes))
		return IRQ_NONE;
	mirror_acknowledge_write(own_mut(regs), causes);
	if (causes & MIRROR_MOVED)
		hw->busy = false;
	own_wake_up_all(&mirror->waiters, 0);
	return IRQ_HANDLED;
	/* @end */
}

/* The frame is mapped under the lock: remove finds it in the slot, or the device is gone. */
static int begin(const struct mirror *mirror, struct frame_own frame, u64 command)
{
	own_auto(frame_own, f, frame);
	/* @skeleton */
	/*
	 * Lock hw. Nothing to do for a device that is gone (-ENODEV), or busy for somebody who was
	 * killed (-EBUSY). Drop what is left of that in the slot. Map the frame:
	 * frame_dma_map(own_device_ref_of(&mirror->device), ...). Tell the device source, target,
	 * length, and the command with MIRROR_BEGIN and MIRROR_INTERRUPT. It is busy now, and the
	 * mapped frame goes into the slot.
	 */
	own_drop(frame_own, f);
	return -ENODEV;
	/* @solution */
	own_guard(spinlock_irqsave, hw, &mirror->hw);
	if (hw->busy)
		return -EBUSY;
	{
		/* Who was killed has left it. */
		own_auto(frame_dma, left, frame_dma_take_from(&hw->moving));
	}
	own_peek(mirror_regs, regs, &hw->regs);
	if (own_none(regs))
		return -ENODEV;
	own_auto(frame_dma, mapped, frame_dma_map(own_device_ref_of(&mirror->device), own_take(f),
						  MIRROR_SIZE));
	if (own_none(mapped))
		return own_err(mapped);

	dma_addr_t address = frame_dma_address(own_use(mapped));
	bool to_memory = command & MIRROR_TO_MEMORY;

	mirror_source_write(own_mut(regs), to_memory ? MIRROR_MEMORY : address);
	mirror_target_write(own_mut(regs), to_memory ? address : MIRROR_MEMORY);
	mirror_length_write(own_mut(regs), MIRROR_SIZE);
	hw->busy = true;
	mirror_command_write(own_mut(regs), command | MIRROR_BEGIN | MIRROR_INTERRUPT);
	frame_dma_set(&hw->moving, own_take(mapped));
	return 0;
	/* @end */
}

static bool has_moved(const struct mirror *mirror)
{
	own_guard(spinlock_irqsave, hw, &mirror->hw);

	return !hw->busy;
}

/* The device has finished, or is gone. */
static struct frame_own_result end(const struct mirror *mirror)
{
	/* @skeleton */
	/* Lock hw, take the frame out of the slot, and unmap it. None is there: -ENODEV. */
	return own_fail(frame_own, -ENODEV);
	/* @solution */
	own_guard(spinlock_irqsave, hw, &mirror->hw);
	own_auto(frame_dma, mapped, frame_dma_take_from(&hw->moving));

	if (own_none(mapped))
		return own_fail(frame_own, -ENODEV);
	own_auto(frame_own, f, frame_dma_unmap(own_take(mapped)));
	return own_ok(f);
	/* @end */
}

/* The frame goes to the device or comes from there, and is given back. */
static struct frame_own_result move(const struct mirror *mirror, struct frame_own frame, u64 command)
{
	own_auto(frame_own, f, frame);
	own_guard_try(mutex_intr, turn, &mirror->turn, -ERESTARTSYS);
	int err;

	if (own_none(turn))
		return own_fail(frame_own, own_err(turn));
	own_use(turn)->number++;
	own_may_park();		/* the handler and remove do not want the turn */
	err = begin(mirror, own_take(f), command) ?:
	      own_wait(killable, &mirror->waiters, has_moved(mirror));
	if (err)
		return own_fail(frame_own, err);
	return end(mirror);
}

#include "mirror_file.h"

/* Files may be open. They keep the object, and find the device gone. */
static void mirror_remove(struct pci_dev *pdev)
{
	const struct mirror *mirror = mirror_data_of(&pdev->dev);
	/* @solution */

	own_auto(mirror_regs, regs);
	/* @end */

	misc_deregister(own_shared(&mirror->misc));
	pci_clear_master(pdev);		/* what it was told to write, it must not */
	/* @skeleton */
	/*
	 * From here on nobody may find registers, nor a mapped frame; the device is busy for nobody.
	 * And who waits for its interrupt waits in vain.
	 */
	/* @solution */
	own_scoped_guard(spinlock_irqsave, hw, &mirror->hw) {
		own_auto(frame_dma, left, frame_dma_take_from(&hw->moving));
		own_refill(mirror_regs, regs, mirror_regs_take_from(&hw->regs));
		hw->busy = false;
	}
	own_wake_up_all(&mirror->waiters, 0);
	/* @end */
}

#include "mirror_probe.h"
