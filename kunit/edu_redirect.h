/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef KUNIT_EDU_REDIRECT_H
#define KUNIT_EDU_REDIRECT_H

/*
 * In front of a driver's source: its device is the fake one. What the driver includes comes first,
 * because the fake's names are for the driver alone.
 */
#include <linux/dma-mapping.h>
#include <linux/fs.h>
#include <linux/idr.h>
#include <linux/init.h>
#include <linux/interrupt.h>
#include <linux/io.h>
#include <linux/iopoll.h>
#include <linux/irq.h>
#include <linux/irqdomain.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/nospec.h>
#include <linux/panic.h>
#include <linux/pci.h>
#include <linux/poll.h>
#include <linux/slab.h>
#include <linux/timer.h>
#include <linux/uaccess.h>
#include <linux/wait.h>

#include "edu_fake.h"

#undef readl
#define readl(address)			fake_readl(address)
#undef readq
#define readq(address)			fake_readq(address)
#undef writel
#define writel(value, address)		fake_writel(value, address)
#undef writeq
#define writeq(value, address)		fake_writeq(value, address)
#undef ioremap
#define ioremap(start, size)		fake_ioremap(start, size)
#undef iounmap
#define iounmap(window)			fake_iounmap(window)
#define pcim_iomap(pdev, bar, size)	fake_pcim_iomap(pdev, bar, size)

#define request_threaded_irq(number, handler, thread, flags, name, data) \
	fake_request_irq(number, handler, thread, flags, name, data)
#define devm_request_irq(device, number, handler, flags, name, data)	\
	fake_devm_request_irq(device, number, handler, flags, name, data)
#define misc_register(misc)		fake_misc_register(misc)
#define misc_deregister(misc)		fake_misc_deregister(misc)

/* The module is the suite's, which registers the driver when it plugs the device in. */
#undef MODULE_DESCRIPTION
#define MODULE_DESCRIPTION(text)
#undef MODULE_LICENSE
#define MODULE_LICENSE(text)
#undef MODULE_DEVICE_TABLE
#define MODULE_DEVICE_TABLE(bus, table)
#undef module_pci_driver
#define module_pci_driver(driver)
#undef module_init
#define module_init(function)
#undef module_exit
#define module_exit(function)
#undef __init
#define __init				__maybe_unused
#undef __exit
#define __exit				__maybe_unused

#endif /* KUNIT_EDU_REDIRECT_H */
