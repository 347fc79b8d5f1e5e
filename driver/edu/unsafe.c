// SPDX-License-Identifier: GPL-2.0-only
/*
 * The driver of QEMU's edu device as it is usually written, with the classic bugs of drivers for
 * hardware: each has a marker, and its line in bugs.def. Its user interface is that
 * of edu.ko.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/fs.h>
#include <linux/interrupt.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/panic.h>
#include <linux/pci.h>
#include <linux/poll.h>
#include <linux/timer.h>
#include <linux/uaccess.h>
#include <linux/wait.h>

#include <uapi/edu.h>

#define EDU_ID			0x00
#define EDU_NUMBER		0x08
#define EDU_STATUS		0x20
#define EDU_INTERRUPTS		0x24
#define EDU_ACKNOWLEDGE		0x64
#define EDU_SOURCE		0x80
#define EDU_TARGET		0x88
#define EDU_COUNT		0x90
#define EDU_COMMAND		0x98
#define EDU_BUFFER		0x40000
#define EDU_LOG			64

static bool i_understand;
module_param(i_understand, bool, 0444);
MODULE_PARM_DESC(i_understand, "this driver has security holes on purpose; say 1 to load it");

static unsigned int timeout = EDU_DEFAULT_TIMEOUT;
module_param(timeout, uint, 0644);
MODULE_PARM_DESC(timeout, "how long to wait for the device, in milliseconds");

struct edu_event {
	u32 interrupts;
};

struct edu {
	struct pci_dev *pdev;
	void __iomem *regs;
	struct miscdevice misc;
	spinlock_t lock;		/* the registers of a transfer */
	struct mutex turn;		/* one transfer at a time */
	wait_queue_head_t waiters;
	struct timer_list watchdog;
	u32 *log;
	unsigned int logged, stuck;
	struct edu_event *last;
	bool computing, moving;
	u32 result;
};

static void edu_watchdog(struct timer_list *timer)
{
	struct edu *edu = container_of(timer, struct edu, watchdog);

	if (edu->moving)
		edu->stuck++;
}

static irqreturn_t edu_interrupt(int irq, void *data)
{
	struct edu *edu = data;
	struct edu_event *event;
	u32 interrupts = readl(edu->regs + EDU_INTERRUPTS);

	/* BUG(devm_order): devm got the log after the interrupt, and frees it before */
	edu->log[edu->logged++ % EDU_LOG] = interrupts;
	if (!interrupts)
		return IRQ_NONE;
	spin_lock(&edu->lock);
	writel(interrupts, edu->regs + EDU_ACKNOWLEDGE);
	if (interrupts & 0x1) {
		edu->result = readl(edu->regs + EDU_NUMBER);
		edu->computing = false;
	}
	if (interrupts & 0x100) {
		/* BUG(sleep_in_handler): it waits for memory, in an interrupt */
		event = kzalloc(sizeof(*event), GFP_KERNEL);
		if (event) {
			event->interrupts = interrupts;
			kfree(edu->last);
			edu->last = event;
		}
		edu->moving = false;
	}
	spin_unlock(&edu->lock);
	wake_up_all(&edu->waiters);
	return IRQ_HANDLED;
}

static int edu_compute(struct edu *edu, struct edu_factorial *request)
{
	long left;

	if (request->flags)
		return -EINVAL;
	if (request->number > EDU_MAX_FACTORIAL)
		return -ERANGE;
	/* BUG(handler_race): neither a lock against the handler nor a turn */
	edu->computing = true;
	writel(request->number, edu->regs + EDU_NUMBER);
	left = wait_event_interruptible_timeout(edu->waiters, !edu->computing,
						msecs_to_jiffies(request->timeout ?: timeout));
	if (left <= 0)
		return left ?: -ETIMEDOUT;
	request->result = edu->result;
	return 0;
}

static int edu_info(struct edu *edu, struct edu_info *request)
{
	if (request->flags || request->reserved)
		return -EINVAL;
	/* BUG(irq_deadlock): the interrupt may come here, and waits for this lock */
	spin_lock(&edu->lock);
	request->id = readl(edu->regs + EDU_ID);
	request->buffer_size = EDU_BUFFER_SIZE;
	spin_unlock(&edu->lock);
	return 0;
}

static int edu_register(struct edu *edu, struct edu_register *request)
{
	if (request->flags || request->reserved)
		return -EINVAL;
	/* BUG(register_offset): user space says which register, and there are only three */
	request->value = readl(edu->regs + request->index * 4UL);
	return 0;
}

static void edu_start(struct edu *edu, dma_addr_t source, dma_addr_t target, size_t length,
		      u32 command)
{
	unsigned long flags;

	/* Whoever gave up may have left the device at work. */
	wait_event_timeout(edu->waiters, !edu->moving, HZ);
	spin_lock_irqsave(&edu->lock, flags);
	edu->moving = true;
	writeq(source, edu->regs + EDU_SOURCE);
	writeq(target, edu->regs + EDU_TARGET);
	writeq(length, edu->regs + EDU_COUNT);
	writeq(command, edu->regs + EDU_COMMAND);
	spin_unlock_irqrestore(&edu->lock, flags);
	/* BUG(timer_after_remove): nothing stops it when the device goes */
	mod_timer(&edu->watchdog, jiffies + 3 * HZ);
}

static int edu_take_turn(struct edu *edu, struct file *file)
{
	if (file->f_flags & O_NONBLOCK)
		return mutex_trylock(&edu->turn) ? 0 : -EAGAIN;
	return mutex_lock_interruptible(&edu->turn) ? -ERESTARTSYS : 0;
}

static ssize_t edu_read(struct file *file, char __user *to, size_t length, loff_t *at)
{
	struct edu *edu = file->private_data;
	dma_addr_t address;
	void *buffer;
	int err;

	if (*at >= EDU_BUFFER_SIZE || !length)
		return 0;
	length = min(length, EDU_BUFFER_SIZE - (size_t)*at);
	buffer = kmalloc(EDU_BUFFER_SIZE, GFP_KERNEL | GFP_DMA);
	if (!buffer)
		return -ENOMEM;
	err = edu_take_turn(edu, file);
	if (err)
		goto out_free;
	address = dma_map_single(&edu->pdev->dev, buffer, length, DMA_FROM_DEVICE);
	err = dma_mapping_error(&edu->pdev->dev, address);
	if (err)
		goto out_unlock;
	edu_start(edu, EDU_BUFFER + *at, address, length, 7);
	/* BUG(ignored_wait): a signal ends the wait, too, with nothing in the buffer */
	wait_event_interruptible_timeout(edu->waiters, !edu->moving,
					 msecs_to_jiffies(timeout));
	dma_unmap_single(&edu->pdev->dev, address, length, DMA_FROM_DEVICE);
	if (copy_to_user(to, buffer, length))
		err = -EFAULT;
	else
		*at += length;
out_unlock:
	mutex_unlock(&edu->turn);
out_free:
	/* BUG(dma_after_free): the device may still be writing there */
	kfree(buffer);
	return err ?: length;
}

static ssize_t edu_write(struct file *file, const char __user *from, size_t length, loff_t *at)
{
	struct edu *edu = file->private_data;
	dma_addr_t address;
	void *buffer;
	long left;
	int err;

	if (!length)
		return 0;
	if (*at >= EDU_BUFFER_SIZE)
		return -ENOSPC;
	length = min(length, EDU_BUFFER_SIZE - (size_t)*at);
	buffer = kmalloc(EDU_BUFFER_SIZE, GFP_KERNEL | GFP_DMA);
	if (!buffer)
		return -ENOMEM;
	err = -EFAULT;
	if (copy_from_user(buffer, from, length))
		goto out_free;
	err = edu_take_turn(edu, file);
	if (err)
		goto out_free;
	address = dma_map_single(&edu->pdev->dev, buffer, length, DMA_TO_DEVICE);
	err = dma_mapping_error(&edu->pdev->dev, address);
	if (err)
		goto out_unlock;
	edu_start(edu, address, EDU_BUFFER + *at, length, 5);
	left = wait_event_interruptible_timeout(edu->waiters, !edu->moving,
						msecs_to_jiffies(timeout));
	if (left <= 0) {
		/* BUG(mapping_leak): neither the mapping nor the buffer is given back */
		mutex_unlock(&edu->turn);
		return left ?: -ETIMEDOUT;
	}
	dma_unmap_single(&edu->pdev->dev, address, length, DMA_TO_DEVICE);
	*at += length;
out_unlock:
	mutex_unlock(&edu->turn);
out_free:
	kfree(buffer);
	return err ?: length;
}

static __poll_t edu_poll(struct file *file, struct poll_table_struct *table)
{
	struct edu *edu = file->private_data;

	poll_wait(file, &edu->waiters, table);
	return edu->moving ? 0 : EPOLLIN | EPOLLRDNORM | EPOLLOUT | EPOLLWRNORM;
}

static loff_t edu_llseek(struct file *file, loff_t offset, int whence)
{
	return fixed_size_llseek(file, offset, whence, EDU_BUFFER_SIZE);
}

static long edu_ioctl(struct file *file, unsigned int number, unsigned long address)
{
	struct edu *edu = file->private_data;
	void __user *structure = (void __user *)address;
	size_t size = _IOC_SIZE(number);
	union {
		struct edu_info info;
		struct edu_factorial factorial;
		struct edu_register reg;
	} request;
	int err;

	if (_IOC_TYPE(number) != EDU_IOC_TYPE || _IOC_NR(number) > _IOC_NR(EDU_IOC_REGISTER))
		return -ENOTTY;
	if (size < EDU_INFO_SIZE_VER0)
		return -EINVAL;
	err = copy_struct_from_user(&request, sizeof(request), structure, size);
	if (err)
		return err;
	switch (_IOC_NR(number)) {
	case _IOC_NR(EDU_IOC_INFO):
		err = edu_info(edu, &request.info);
		break;
	case _IOC_NR(EDU_IOC_FACTORIAL):
		err = edu_compute(edu, &request.factorial);
		break;
	default:
		err = edu_register(edu, &request.reg);
	}
	if (!err && copy_to_user(structure, &request, sizeof(request)))
		err = -EFAULT;
	return err;
}

/* BUG(use_after_unplug): the device's memory goes with the device, and files stay open */
static int edu_open(struct inode *inode, struct file *file)
{
	file->private_data = container_of(file->private_data, struct edu, misc);
	return 0;
}

static const struct file_operations edu_fops = {
	.owner = THIS_MODULE,
	.open = edu_open,
	.llseek = edu_llseek,
	.read = edu_read,
	.write = edu_write,
	.poll = edu_poll,
	.unlocked_ioctl = edu_ioctl,
	.compat_ioctl = compat_ptr_ioctl,
};

static int edu_probe(struct pci_dev *pdev, const struct pci_device_id *id)
{
	struct edu *edu;
	int err;

	edu = devm_kzalloc(&pdev->dev, sizeof(*edu), GFP_KERNEL);
	if (!edu)
		return -ENOMEM;
	edu->pdev = pdev;
	spin_lock_init(&edu->lock);
	mutex_init(&edu->turn);
	init_waitqueue_head(&edu->waiters);
	timer_setup(&edu->watchdog, edu_watchdog, 0);

	err = pcim_enable_device(pdev);
	if (err)
		return err;
	err = dma_set_mask_and_coherent(&pdev->dev, DMA_BIT_MASK(28));
	if (err)
		return err;
	pci_set_master(pdev);
	edu->regs = pcim_iomap(pdev, 0, 0);
	if (!edu->regs)
		return -ENOMEM;
	err = pci_alloc_irq_vectors(pdev, 1, 1, PCI_IRQ_ALL_TYPES);
	if (err < 0)
		return err;
	err = devm_request_irq(&pdev->dev, pci_irq_vector(pdev, 0), edu_interrupt, IRQF_SHARED,
			       KBUILD_MODNAME, edu);
	if (err)
		return err;
	edu->log = devm_kcalloc(&pdev->dev, EDU_LOG, sizeof(*edu->log), GFP_KERNEL);
	if (!edu->log)
		return -ENOMEM;
	writel(0x80, edu->regs + EDU_STATUS);

	edu->misc.minor = MISC_DYNAMIC_MINOR;
	edu->misc.name = KBUILD_MODNAME "0";
	edu->misc.mode = 0666;
	edu->misc.fops = &edu_fops;
	edu->misc.parent = &pdev->dev;
	err = misc_register(&edu->misc);
	if (err)
		return err;
	if (!timeout) {
		dev_err(&pdev->dev, "a timeout of 0 makes no sense\n");
		/* BUG(probe_error_path): the node is registered, and its memory goes */
		return -EINVAL;
	}
	pci_set_drvdata(pdev, edu);
	return 0;
}

static void edu_remove(struct pci_dev *pdev)
{
	struct edu *edu = pci_get_drvdata(pdev);

	misc_deregister(&edu->misc);
	pci_clear_master(pdev);
}

static const struct pci_device_id edu_ids[] = {
	{ PCI_DEVICE(0x1234, 0x11e8) },
	{ }
};

static struct pci_driver edu_driver = {
	.name = KBUILD_MODNAME,
	.id_table = edu_ids,
	.probe = edu_probe,
	.remove = edu_remove,
};

static int __init edu_init(void)
{
	if (!i_understand) {
		pr_err("not loaded: it lets every user take over this machine, say i_understand=1 if that is what you want\n");
		return -EPERM;
	}
	pr_warn("************************************************************\n");
	pr_warn("** This driver has security holes, and they are there on  **\n");
	pr_warn("** purpose. Every user of this machine can now read and   **\n");
	pr_warn("** corrupt its memory. Use it in a virtual machine only.  **\n");
	pr_warn("************************************************************\n");
	add_taint(TAINT_USER, LOCKDEP_STILL_OK);
	return pci_register_driver(&edu_driver);
}
module_init(edu_init);

static void __exit edu_exit(void)
{
	pci_unregister_driver(&edu_driver);
}
module_exit(edu_exit);

MODULE_DESCRIPTION("QEMU's device for teaching, with the classic bugs of drivers for hardware");
MODULE_LICENSE("GPL");
