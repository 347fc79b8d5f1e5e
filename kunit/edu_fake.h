/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef KUNIT_EDU_FAKE_H
#define KUNIT_EDU_FAKE_H

/*
 * A device like QEMU's edu, in memory, on a PCI bus of the suite's own: registers, an interrupt,
 * factorials and DMA. The drivers are compiled against it (edu_redirect.h), and everything else is
 * the kernel's: the PCI core probes and removes them, the interrupt is one of the kernel's, and so
 * is DMA, of which CONFIG_DMA_API_DEBUG sees all.
 *
 * It does at once what it is told, unless it was asked to hold; so no test waits for a clock.
 */
#include <linux/interrupt.h>
#include <linux/pci.h>
#include <linux/types.h>

struct miscdevice;

/* How long to wait for what must come: a bound on a hang, never a verdict on something slow. */
#define FAKE_LIMIT	(60 * HZ)
#define FAKE_TIMEOUT	60000U		/* ms, for a driver that must not give up before the test */

/**
 * struct edu_driver - a driver of the device, as it was compiled against the fake
 * @name: of the driver, for people
 * @pci: its functions; the PCI core does not know them before fake_plug()
 * @timeout: how long its module was told to wait for the device, in milliseconds
 */
struct edu_driver {
	const char *name;
	const struct pci_driver *pci;
	unsigned int *timeout;
};

extern const struct edu_driver edu_safe;
extern const struct edu_driver edu_unsafe;

/**
 * struct fake_fault - what is wrong with the device or the machine when it is plugged in
 * @id: what the register with the identification says instead
 * @bytes: how many bytes the device has for registers instead; a power of two
 * @nth: the allocation of probe that fails, or 0
 * @no_room: registers cannot be mapped
 * @line_taken: somebody else has the interrupt, and does not share it
 * @at_work: how many looks at its status until what a driver before has asked for is done
 * @misc: what misc_register() gives instead
 */
struct fake_fault {
	u32 id;
	u32 bytes;
	unsigned int nth, at_work;
	bool no_room, line_taken;
	int misc;
};

/* For suite_init and suite_exit: the bus and the interrupt. */
int fake_begin(void);
void fake_end(void);

/* Plug the device in, with @driver waiting for it: what its probe said. @fault: or NULL */
int fake_plug(const struct edu_driver *driver, const struct fake_fault *fault);
/* Did the allocation that was to fail come? */
bool fake_nth_came(void);
/* What remove does comes with it. Nothing if there is no device. */
void fake_unplug(void);
/* The device is no longer on its bus, as when it is pulled out: all that is read is ones. */
void fake_vanish(void);
/* As in a sleep: it has forgotten what it was told, and that it may be bus master. */
void fake_lose_power(void);

/* What is commanded from now on is not done. */
void fake_hold(void);
/* It is done now, and from now on at once. The interrupt was handled when this returns. */
void fake_finish(void);
/* Until the units were started so often since the device was plugged in. False: they were not. */
bool fake_wait_started(unsigned int computes, unsigned int moves);

/* Raise the interrupt with these bits, and wait for the handler: what it said. */
irqreturn_t fake_raise(u32 interrupts);
/* What the handler said the last time. */
irqreturn_t fake_answer(void);
/* Interrupts that were not acknowledged. */
u32 fake_pending(void);
/* May it be bus master, and does it raise the interrupt when the factorial is there? */
bool fake_is_master(void);
bool fake_is_told_to_interrupt(void);

struct pci_dev *fake_pdev(void);
/* The driver's node, or NULL. */
struct miscdevice *fake_misc(void);
u8 *fake_buffer(void);
/* The next mapping for DMA fails. */
void fake_no_mapping(void);
/* With the next mapping it is unplugged by somebody else; and wait until it is. */
void fake_unplug_when_mapped(void);
void fake_unplug_wait(void);
/* Objects of the driver that are allocated, and windows that are mapped. */
int fake_objects(void);
int fake_mapped(void);
/* How many objects there were when the device was told to be bus master no longer. */
int fake_objects_at_the_end(void);
/* The first thing that a driver must not do to this device, or NULL. */
const char *fake_wrong(void);

/* What the drivers call instead, see edu_redirect.h. */
u32 fake_readl(const void __iomem *address);
u64 fake_readq(const void __iomem *address);
void fake_writel(u32 value, void __iomem *address);
void fake_writeq(u64 value, void __iomem *address);
void __iomem *fake_ioremap(resource_size_t start, size_t size);
void __iomem *fake_pcim_iomap(struct pci_dev *pdev, int bar, unsigned long size);
void fake_iounmap(void __iomem *window);
int fake_request_irq(unsigned int number, irq_handler_t handler, irq_handler_t thread,
		     unsigned long flags, const char *name, void *data);
int fake_devm_request_irq(struct device *device, unsigned int number, irq_handler_t handler,
			  unsigned long flags, const char *name, void *data);
int fake_misc_register(struct miscdevice *misc);
void fake_misc_deregister(struct miscdevice *misc);
dma_addr_t fake_dma_map(struct device *device, void *data, size_t size,
			enum dma_data_direction direction);
void fake_dma_unmap(struct device *device, dma_addr_t address, size_t size,
		    enum dma_data_direction direction);
void *fake_kmalloc(size_t size, gfp_t gfp);
void fake_kfree(const void *object);

#endif /* KUNIT_EDU_FAKE_H */
