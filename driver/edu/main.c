// SPDX-License-Identifier: GPL-2.0-only
/*
 * The module, and the PCI device, which can be unbound and unplugged at any time.
 */
#include <linux/init.h>
#include <linux/iopoll.h>
#include <linux/module.h>
#include <linux/pci.h>

#include "edu_internal.h"

DEFINE_OWN_DRVDATA(edu_data, edu_ref, struct edu);

#include <own/strict.h>

unsigned int edu_timeout = EDU_DEFAULT_TIMEOUT;

static int set_timeout(const char *text, const struct kernel_param *parameter)
{
	return param_set_uint_minmax(text, parameter, 1, 60 * MSEC_PER_SEC);
}

static const struct kernel_param_ops timeout_ops = {
	.set = set_timeout,
	.get = param_get_uint,
};
module_param_cb(timeout, &timeout_ops, &edu_timeout, 0644);
MODULE_PARM_DESC(timeout, "how long to wait for the device, in milliseconds");

/* The bus, as the device needs it; devm puts it back. */
static int edu_enable(struct pci_dev *pdev)
{
	int err;

	err = pcim_enable_device(pdev);
	if (err)
		return err;
	err = dma_set_mask_and_coherent(&pdev->dev, DMA_BIT_MASK(EDU_DMA_BITS));
	if (err)
		return err;
	pci_set_master(pdev);
	err = pci_alloc_irq_vectors(pdev, 1, 1, PCI_IRQ_ALL_TYPES);
	return err < 0 ? err : 0;
}

/*
 * A device that was taken from another driver may be at work. It would not hear what it is told,
 * and the end of that work would be taken for the end of ours.
 */
static int edu_settle(struct edu_regs_window *regs)
{
	u64 command;
	u32 status;
	int err;

	err = read_poll_timeout(edu_command_read, command, !(command & EDU_COMMAND_START),
				USEC_PER_MSEC, USEC_PER_SEC, false, regs) ?:
	      read_poll_timeout(edu_status_read, status, !(status & EDU_STATUS_COMPUTING),
				USEC_PER_MSEC, USEC_PER_SEC, false, regs);
	if (err)
		return err;
	edu_acknowledge_write(regs, edu_interrupts_read(regs));
	return 0;
}

static int edu_probe(struct pci_dev *pdev, const struct pci_device_id *id)
{
	int err;

	err = edu_enable(pdev);
	if (err)
		return err;
	own_auto(edu_regs, regs, edu_regs_map(&pdev->dev, pci_resource_n(pdev, 0)));
	if (own_none(regs))
		return own_err(regs);
	if ((edu_id_read(own_use(regs)) & EDU_ID_MASK) != EDU_ID)
		return -ENODEV;
	err = edu_settle(own_mut(regs));
	if (err)
		return err;
	own_auto(edu_ref, edu, edu_new(&pdev->dev, own_take(regs)));
	if (own_none(edu))
		return own_err(edu);
	/* First, so that it is dropped last. */
	err = edu_data_set(&pdev->dev, edu_ref_get(own_use(edu)));
	if (err)
		return err;
	err = edu_start_interrupt(own_use(edu), &pdev->dev, pci_irq_vector(pdev, 0));
	if (err)
		goto out_gone;
	*own_shared(&own_use(edu)->misc) = (struct miscdevice){
		.minor = MISC_DYNAMIC_MINOR,
		.name = own_use(edu)->name,
		.mode = 0666,
		.fops = &edu_fops,
		.parent = &pdev->dev,
	};
	/* From here on it may be opened. */
	err = misc_register(own_shared(&own_use(edu)->misc));
	if (!err)
		return 0;
out_gone:
	pci_clear_master(pdev);
	edu_gone(own_use(edu));
	return err;
}

/* Files may be open. They keep the object, and find the device gone. */
static void edu_remove(struct pci_dev *pdev)
{
	const struct edu *edu = edu_data_of(&pdev->dev);

	misc_deregister(own_shared(&edu->misc));
	/* First: what the device was told to write, it must not. */
	pci_clear_master(pdev);
	edu_gone(edu);
}

/* A device at work has memory of ours. */
static int edu_suspend(struct device *device)
{
	const struct edu *edu = edu_data_of(device);

	own_guard(spinlock_irqsave, hw, &edu->hw);

	return hw->moving || hw->computing ? -EBUSY : 0;
}

/* The bus gave it power again; it has forgotten what it was told. */
static int edu_resume(struct device *device)
{
	const struct edu *edu = edu_data_of(device);

	pci_set_master(to_pci_dev(device));
	own_guard(spinlock_irqsave, hw, &edu->hw);
	own_peek(edu_regs, regs, &hw->regs);

	if (own_none(regs))
		return -ENODEV;
	edu_status_write(own_mut(regs), EDU_STATUS_INTERRUPT);
	return 0;
}

static DEFINE_SIMPLE_DEV_PM_OPS(edu_pm_ops, edu_suspend, edu_resume);

static const struct pci_device_id edu_ids[] = {
	{ PCI_DEVICE(0x1234, 0x11e8) },
	{ }
};
MODULE_DEVICE_TABLE(pci, edu_ids);

static struct pci_driver edu_driver = {
	.name = KBUILD_MODNAME,
	.id_table = edu_ids,
	.probe = edu_probe,
	.remove = edu_remove,
	.driver.pm = pm_sleep_ptr(&edu_pm_ops),
};
module_pci_driver(edu_driver);

MODULE_DESCRIPTION("QEMU's device for teaching; a driver that shows own");
MODULE_LICENSE("GPL");
