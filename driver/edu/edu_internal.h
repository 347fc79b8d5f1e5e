/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the files of the driver share.
 *
 * The device is reached under one lock, which its interrupt takes as well: struct edu_hw. Its
 * registers are in a slot there, which remove empties; who comes later finds none. A transfer
 * that the device is at work on is there, too, in the slot of its direction.
 *
 * Each of the two units of the device, the one that computes and the one that transfers, is
 * used by one caller at a time: who has its turn, a mutex, starts it and waits for it.
 */
#ifndef EDU_INTERNAL_H
#define EDU_INTERNAL_H

#include <linux/fs.h>
#include <linux/miscdevice.h>

#include <own/own.h>
#include <uapi/edu.h>

/* The registers, as QEMU's docs/specs/edu.txt has them. */
DEFINE_OWN_MMIO(edu_regs, 0xa0);
OWN_REGISTER(edu_regs, edu_id, 0x00, 32, ro);
OWN_REGISTER(edu_regs, edu_check, 0x04, 32, rw);
OWN_REGISTER(edu_regs, edu_number, 0x08, 32, rw);
OWN_REGISTER(edu_regs, edu_status, 0x20, 32, rw);
OWN_REGISTER(edu_regs, edu_interrupts, 0x24, 32, ro);
OWN_REGISTER(edu_regs, edu_acknowledge, 0x64, 32, wo);
OWN_REGISTER(edu_regs, edu_source, 0x80, 64, rw);
OWN_REGISTER(edu_regs, edu_target, 0x88, 64, rw);
OWN_REGISTER(edu_regs, edu_count, 0x90, 64, rw);
OWN_REGISTER(edu_regs, edu_command, 0x98, 64, rw);
OWN_REGISTERS(edu_regs, edu_any, 0x00, 32, EDU_REGISTERS, ro);

#define EDU_ID_MASK		0xffff
#define EDU_ID			0x00ed
#define EDU_STATUS_COMPUTING	0x01
#define EDU_STATUS_INTERRUPT	0x80	/* when the factorial is there */
#define EDU_INTERRUPT_COMPUTED	0x001
#define EDU_INTERRUPT_MOVED	0x100
#define EDU_COMMAND_START	0x01
#define EDU_COMMAND_TO_MEMORY	0x02
#define EDU_COMMAND_INTERRUPT	0x04
#define EDU_BUFFER		0x40000	/* where the device has its buffer */
#define EDU_DMA_BITS		28

/* What is transferred: a piece of the buffer. */
struct edu_frame {
	struct own_dma_mapping mapping;
	u32 length;
	u8 data[EDU_BUFFER_SIZE] __aligned(ARCH_DMA_MINALIGN);
};
DEFINE_OWN(edu_frame_own, struct edu_frame, OWN_KMALLOC);
DEFINE_OWN_DMA(edu_write, edu_frame_own, struct edu_frame, mapping, data, DMA_TO_DEVICE);
DEFINE_OWN_DMA(edu_read, edu_frame_own, struct edu_frame, mapping, data, DMA_FROM_DEVICE);

struct edu_hw {
	struct edu_regs_slot regs;	/* nothing: the device is gone */
	struct edu_write_slot writing;	/* what the device may be reading */
	struct edu_read_slot reading;	/* what the device may be writing */
	bool computing, moving;		/* cleared by the interrupt */
	u32 result;			/* as the interrupt found it */
};

struct edu_turn {
	u64 number;			/* how many there were */
};

struct edu {
	struct kref refs;
	struct own_irq_line line;
	struct own_device_ref_once device;
	int number;
	char name[16];
	OWN_SHARED(struct miscdevice) misc;
	struct own_waiters waiters;

	OWN_LOCKED(struct mutex, struct edu_turn) compute, transfer;
	OWN_LOCKED_IRQ(spinlock_t, struct edu_hw) hw;
};
DECLARE_OWN(edu_own, struct edu);
DEFINE_OWN_REF(edu_ref, edu_own, struct edu, refs);

/* main.c */
extern unsigned int edu_timeout;

/* device.c */
struct edu_ref_result edu_new(struct device *device, struct edu_regs regs);
int edu_start_interrupt(const struct edu *edu, struct device *device, unsigned int number);
void edu_gone(const struct edu *edu);
bool edu_is_gone(const struct edu *edu);
int __must_check edu_wait(const struct edu *edu, bool (*done)(const struct edu_hw *hw),
			  unsigned int milliseconds);

/* compute.c, transfer.c */
int edu_compute(const struct edu *edu, struct edu_factorial *request, bool nonblock);
ssize_t edu_to_device(const struct edu *edu, struct edu_frame_own frame, loff_t at, bool nonblock);
struct edu_frame_own_result edu_from_device(const struct edu *edu, loff_t at, size_t length,
					    bool nonblock);

/* file.c */
extern const struct file_operations edu_fops;

#endif /* EDU_INTERNAL_H */
