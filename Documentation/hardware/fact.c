// SPDX-License-Identifier: GPL-2.0-only
/*
 * fact: the factorials of 0 to 12, one after the other, as QEMU's edu device computes them.
 *
 *	od -A n -t u4 -w4 /dev/fact
 */
#include <linux/iopoll.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/nospec.h>
#include <linux/pci.h>

#include <own/own.h>

#define FACT_COUNT	13	/* 13! takes more than 32 bits */
#define FACT_ID		0xed
#define FACT_COMPUTED	0x01	/* of the causes */
#define FACT_COMPUTING	0x01	/* of the control register: it is at work */
#define FACT_INTERRUPT	0x80	/* of the control register: when the result is there */

DEFINE_OWN_MMIO(fact_regs, 0x68);
OWN_REGISTER(fact_regs, fact_id, 0x00, 32, ro);
OWN_REGISTER(fact_regs, fact_number, 0x08, 32, rw);
OWN_REGISTER(fact_regs, fact_control, 0x20, 32, rw);
OWN_REGISTER(fact_regs, fact_causes, 0x24, 32, ro);
OWN_REGISTER(fact_regs, fact_acknowledge, 0x64, 32, wo);

struct fact_hw {
	struct fact_regs_slot regs;	/* nothing: the device is gone */
	bool busy;
	u32 number;			/* what it computes the factorial of */
	u32 known;			/* a bit for each result */
	u32 result[FACT_COUNT];
};

struct fact {
	struct kref refs;
	struct own_irq_line line;
	struct own_waiters waiters;
	OWN_SHARED(struct miscdevice) misc;
	OWN_LOCKED_IRQ(spinlock_t, struct fact_hw) hw;
};
DEFINE_OWN(fact_own, struct fact, OWN_KMALLOC, own_locked_member(fact_regs, hw, regs));
DEFINE_OWN_REF(fact_ref, fact_own, struct fact, refs);
DEFINE_OWN_IRQ(fact_irq, fact_ref, struct fact, line, fact_interrupt);
DEFINE_OWN_DEVM(fact_irq);
DEFINE_OWN_DRVDATA(fact_data, fact_ref, struct fact);

#include <own/strict.h>

static irqreturn_t fact_interrupt(struct fact_irq_fired fired)
{
	u32 causes;

	own_irq_fired(fact, fired);
	own_guard(spinlock_irqsave, hw, &fact->hw);
	own_peek(fact_regs, regs, &hw->regs);

	if (own_none(regs))
		return IRQ_NONE;
	causes = fact_causes_read(own_use(regs));
	if (!causes || PCI_POSSIBLE_ERROR(causes))
		return IRQ_NONE;
	fact_acknowledge_write(own_mut(regs), causes);
	/* Not if it is what a driver before us asked for. */
	if (hw->busy && causes & FACT_COMPUTED) {
		hw->result[hw->number] = fact_number_read(own_use(regs));
		hw->known |= BIT(hw->number);
		hw->busy = false;
	}
	own_wake_up_all(&fact->waiters, 0);
	return IRQ_HANDLED;
}

/* -EAGAIN: not yet, and there will be a wake-up. */
static int fact_ask(const struct fact *fact, u32 number, u32 *result)
{
	own_guard(spinlock_irqsave, hw, &fact->hw);
	own_peek(fact_regs, regs, &hw->regs);

	if (own_none(regs))
		return -ENODEV;
	if (hw->known & BIT(number)) {
		*result = hw->result[number];
		return 0;
	}
	if (!hw->busy) {
		hw->busy = true;
		hw->number = number;
		fact_number_write(own_mut(regs), number);
	}
	return -EAGAIN;
}

static struct fact_ref_result fact_open(struct inode *inode, struct file *file)
{
	const struct fact *fact = container_of(own_file_misc(file), struct fact, misc);

	own_auto(fact_ref, shared, fact_ref_get(fact));
	return own_ok(shared);
}

DEFINE_OWN_FILE(fact_file, fact_ref, struct fact, fact_open);

static ssize_t fact_read(struct file *file, char __user *to, size_t size, loff_t *at)
{
	const struct fact *fact = fact_file_of(file);
	struct own_user_writer writer = own_user_writer_from(to, size);
	u32 number, result;
	int answer, err;

	if (*at >= FACT_COUNT * sizeof(result))
		return 0;
	if (*at % sizeof(result) || size < sizeof(result))
		return -EINVAL;
	number = array_index_nospec((u32)*at / sizeof(result), FACT_COUNT);
	err = own_wait_timeout(interruptible, &fact->waiters,
			       (answer = fact_ask(fact, number, &result)) != -EAGAIN, 60 * HZ);
	err = err ?: answer ?: own_user_write(object, &writer, &result);
	if (err)
		return err;
	*at += sizeof(result);
	return sizeof(result);
}

static const struct file_operations fact_fops = {
	OWN_FILE_SLOTS(fact_file),
	.read = fact_read,
	.llseek = default_llseek,
};

static struct fact_ref_result fact_new(struct device *device, struct fact_regs mapped)
{
	own_auto(fact_regs, regs, mapped);
	own_auto(fact_own, new, own_alloc(fact_own, GFP_KERNEL));

	if (own_none(new))
		return own_fail(fact_ref, own_err(new));
	own_waiters_init(new, waiters);
	own_locked_init(&own_mut(new)->hw);
	*own_shared(&own_mut(new)->misc) = (struct miscdevice){
		.minor = MISC_DYNAMIC_MINOR,
		.name = KBUILD_MODNAME,
		.mode = 0444,
		.fops = &fact_fops,
		.parent = device,
	};
	fact_control_write(own_mut(regs), FACT_INTERRUPT);
	fact_regs_set(&own_locked_mut(&own_mut(new)->hw)->regs, own_take(regs));
	own_auto(fact_ref, fact, fact_ref_share(own_take(new)));
	return own_ok(fact);
}

static int fact_start_interrupt(const struct fact *fact, struct pci_dev *pdev)
{
	int err = pci_alloc_irq_vectors(pdev, 1, 1, PCI_IRQ_ALL_TYPES);

	if (err < 0)
		return err;
	own_auto(fact_irq, irq, fact_irq_request(fact_ref_get(fact), pci_irq_vector(pdev, 0),
						 IRQF_SHARED, KBUILD_MODNAME));
	if (own_none(irq))
		return own_err(irq);
	return fact_irq_devm(&pdev->dev, own_take(irq));
}

static int fact_probe(struct pci_dev *pdev, const struct pci_device_id *id)
{
	int err = pcim_enable_device(pdev);
	u32 control;

	if (err)
		return err;
	pci_set_master(pdev);	/* an interrupt is a message, and that is a write */
	own_auto(fact_regs, regs, fact_regs_map(&pdev->dev, pci_resource_n(pdev, 0)));
	if (own_none(regs))
		return own_err(regs);
	if ((fact_id_read(own_use(regs)) & 0xffff) != FACT_ID)
		return -ENODEV;
	/* It may be at work for a driver before us: that comes to an end, and is not ours. */
	err = read_poll_timeout(fact_control_read, control, !(control & FACT_COMPUTING),
				USEC_PER_MSEC, USEC_PER_SEC, false, own_use(regs));
	if (err)
		return err;
	fact_acknowledge_write(own_mut(regs), fact_causes_read(own_use(regs)));
	own_auto(fact_ref, fact, fact_new(&pdev->dev, own_take(regs)));
	if (own_none(fact))
		return own_err(fact);
	err = fact_data_set(&pdev->dev, fact_ref_get(own_use(fact)));
	if (err)
		return err;
	err = fact_start_interrupt(own_use(fact), pdev);
	if (err)
		return err;
	return misc_register(own_shared(&own_use(fact)->misc));
}

/* Files may be open. They keep the object, and find the device gone. */
static void fact_remove(struct pci_dev *pdev)
{
	const struct fact *fact = fact_data_of(&pdev->dev);

	own_auto(fact_regs, regs);

	misc_deregister(own_shared(&fact->misc));
	own_scoped_guard(spinlock_irqsave, hw, &fact->hw)
		own_refill(fact_regs, regs, fact_regs_take_from(&hw->regs));
	if (!own_none(regs))
		fact_control_write(own_mut(regs), 0);
	own_wake_up_all(&fact->waiters, 0);
}

static const struct pci_device_id fact_ids[] = {
	{ PCI_DEVICE(0x1234, 0x11e8) },
	{ }
};
MODULE_DEVICE_TABLE(pci, fact_ids);

static struct pci_driver fact_driver = {
	.name = KBUILD_MODNAME,
	.id_table = fact_ids,
	.probe = fact_probe,
	.remove = fact_remove,
};
module_pci_driver(fact_driver);

MODULE_DESCRIPTION("Factorials, by QEMU's device for teaching");
MODULE_LICENSE("GPL");
