/* SPDX-License-Identifier: GPL-2.0-only */
/* The bus: a device comes. */

static struct mirror_ref_result mirror_new(struct device *device, struct mirror_regs mapped)
{
	own_auto(mirror_regs, regs, mapped);
	own_auto(mirror_own, new, own_alloc(mirror_own, GFP_KERNEL));

	if (own_none(new))
		return own_fail(mirror_ref, own_err(new));
	own_waiters_init(new, waiters);
	own_locked_init(&own_mut(new)->turn);
	own_locked_init(&own_mut(new)->hw);
	own_device_ref_set_once(&own_mut(new)->device, own_device_ref_get(device));
	*own_shared(&own_mut(new)->misc) = (struct miscdevice){
		.minor = MISC_DYNAMIC_MINOR,
		.name = KBUILD_MODNAME,
		.mode = 0666,
		.fops = &mirror_fops,
		.parent = device,
	};
	mirror_regs_set(&own_locked_mut(&own_mut(new)->hw)->regs, own_take(regs));
	own_auto(mirror_ref, mirror, mirror_ref_share(own_take(new)));
	return own_ok(mirror);
}

static int mirror_start_interrupt(const struct mirror *mirror, struct pci_dev *pdev)
{
	int err = pci_alloc_irq_vectors(pdev, 1, 1, PCI_IRQ_ALL_TYPES);

	if (err < 0)
		return err;
	own_auto(mirror_irq, irq, mirror_irq_request(mirror_ref_get(mirror),
						     pci_irq_vector(pdev, 0), IRQF_SHARED,
						     KBUILD_MODNAME));
	if (own_none(irq))
		return own_err(irq);
	return mirror_irq_devm(&pdev->dev, own_take(irq));
}

/* The device may be at work for a driver that was unbound a moment ago: that comes to an end. */
static int mirror_settle(struct mirror_regs_window *regs)
{
	u64 command;
	int err = read_poll_timeout(mirror_command_read, command, !(command & MIRROR_BEGIN),
				    USEC_PER_MSEC, USEC_PER_SEC, false, regs);

	if (err)
		return err;
	mirror_acknowledge_write(regs, mirror_causes_read(regs));
	return 0;
}

static int mirror_probe(struct pci_dev *pdev, const struct pci_device_id *id)
{
	int err = pcim_enable_device(pdev) ?:
		  dma_set_mask_and_coherent(&pdev->dev, DMA_BIT_MASK(MIRROR_DMA_BITS));

	if (err)
		return err;
	own_auto(mirror_regs, regs, mirror_regs_map(&pdev->dev, pci_resource_n(pdev, 0)));
	if (own_none(regs))
		return own_err(regs);
	if ((mirror_id_read(own_use(regs)) & 0xffff) != MIRROR_ID)
		return -ENODEV;
	err = mirror_settle(own_mut(regs));
	if (err)
		return err;
	own_auto(mirror_ref, mirror, mirror_new(&pdev->dev, own_take(regs)));
	if (own_none(mirror))
		return own_err(mirror);
	err = mirror_data_set(&pdev->dev, mirror_ref_get(own_use(mirror)));
	if (err)
		return err;
	pci_set_master(pdev);	/* it writes to memory: bytes, and its interrupt */
	err = mirror_start_interrupt(own_use(mirror), pdev);
	if (err)
		return err;
	return misc_register(own_shared(&own_use(mirror)->misc));
}

static const struct pci_device_id mirror_ids[] = {
	{ PCI_DEVICE(0x1234, 0x11e8) },
	{ }
};
MODULE_DEVICE_TABLE(pci, mirror_ids);

static struct pci_driver mirror_driver = {
	.name = KBUILD_MODNAME,
	.id_table = mirror_ids,
	.probe = mirror_probe,
	.remove = mirror_remove,
};
module_pci_driver(mirror_driver);

MODULE_DESCRIPTION("What is written is read, by way of QEMU's device for teaching");
MODULE_LICENSE("GPL");
