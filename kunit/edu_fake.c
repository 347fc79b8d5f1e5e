// SPDX-License-Identifier: GPL-2.0-only
/*
 * A device like QEMU's edu, in memory.
 */
#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/dma-direct.h>
#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/irq.h>
#include <linux/irq_work.h>
#include <linux/irqdesc.h>
#include <linux/kasan-checks.h>
#include <linux/kthread.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/sched/task.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>
#include <linux/wait.h>

#include "edu_fake.h"
#include "fail_nth.h"

#define BAR_BYTES	SZ_1M
#define REGISTER_BYTES	0xa0
#define ID		0x010000ed
#define COMPUTING	0x01		/* status */
#define TELL		0x80
#define COMPUTED	0x001		/* interrupts */
#define MOVED		0x100
#define RUN		0x01		/* commands */
#define TO_MEMORY	0x02
#define TELL_MOVED	0x04
#define BUFFER		0x40000
#define BUFFER_BYTES	4096
#define DOMAIN		0xed

static struct {
	spinlock_t lock;
	/* Of the device. */
	bool plugged, vanished, held;
	u32 config[16];
	u32 id, bytes, check, number, status, interrupts;
	u64 source, target, count, command;
	u8 buffer[BUFFER_BYTES];
	/* What it has seen, and its driver. */
	unsigned int computes, moves;
	const char *wrong;
	int mapped, objects_at_the_end;
	irqreturn_t answer;
	irq_handler_t handler;
	struct miscdevice *misc;
	/* What the machine does. */
	const struct fake_fault *fault;
	unsigned int looks_left;
	bool nth_came, no_mapping, unplug_when_mapped;
	struct completion unplugged;
} fake = { .lock = __SPIN_LOCK_UNLOCKED(fake.lock) };

static DECLARE_WAIT_QUEUE_HEAD(started);
static atomic_t objects;
static void *window;		/* as much address space as ioremap() would give */
static unsigned int line;
static struct pci_bus *bus;
static struct pci_dev *device;
static struct pci_driver driver;
static const struct edu_driver *probing;
static int probed;		/* what its probe said */

static void wrong(const char *what)
{
	fake.wrong = fake.wrong ?: what;
}

/* The interrupt: a number with a chip that does nothing. */

static void quiet(struct irq_data *data) { }
static unsigned int begin_quietly(struct irq_data *data) { return 0; }

static struct irq_chip chip = {
	.name = "fake",
	.irq_startup = begin_quietly,
	.irq_shutdown = quiet,
	.irq_enable = quiet,
	.irq_disable = quiet,
	.irq_ack = quiet,
	.irq_mask = quiet,
	.irq_unmask = quiet,
	.flags = IRQCHIP_SKIP_SET_WAKE,
};

/*
 * As a line does that has a level: again while there is something that was not acknowledged, as
 * when it came to another processor in the middle of this. But not for ever.
 */
static void raise_here(struct irq_work *work)
{
	int i = 0;

	do
		generic_handle_irq(line);
	while (fake_pending() && ++i < 8);
}

static DEFINE_IRQ_WORK(raiser, raise_here);

static irqreturn_t handle(int number, void *data)
{
	irq_handler_t handler = READ_ONCE(fake.handler);
	irqreturn_t answer = handler(number, data);

	WRITE_ONCE(fake.answer, answer);
	return answer;
}

int fake_request_irq(unsigned int number, irq_handler_t handler, irq_handler_t thread,
		     unsigned long flags, const char *name, void *data)
{
	WRITE_ONCE(fake.handler, handler);
	return request_threaded_irq(number, handle, thread, flags, name, data);
}

int fake_devm_request_irq(struct device *device, unsigned int number, irq_handler_t handler,
			  unsigned long flags, const char *name, void *data)
{
	WRITE_ONCE(fake.handler, handler);
	return devm_request_irq(device, number, handle, flags, name, data);
}

/* Under the lock; it comes when interrupts are on again. */
static void interrupt(u32 interrupts)
{
	fake.interrupts |= interrupts;
	irq_work_queue(&raiser);
}

/* What the units do, under the lock. */

static void finish_computing(void)
{
	u32 n = fake.number, result = 1;

	while (n > 1)
		result *= n--;
	fake.number = result;
	fake.status &= ~COMPUTING;
	if (fake.status & TELL)
		interrupt(COMPUTED);
}

static bool is_master(void)
{
	return fake.config[PCI_COMMAND / 4] & PCI_COMMAND_MASTER;
}

/* Not every compiler lets KASAN see what memcpy() does. */
static void copy(void *bytes, u64 at, bool to_memory)
{
	if (to_memory && kasan_check_write(bytes, fake.count))
		memcpy(bytes, fake.buffer + at, fake.count);
	else if (!to_memory && kasan_check_read(bytes, fake.count))
		memcpy(fake.buffer + at, bytes, fake.count);
}

static void finish_moving(void)
{
	bool to_memory = fake.command & TO_MEMORY;
	u64 memory = to_memory ? fake.target : fake.source;
	u64 at = (to_memory ? fake.source : fake.target) - BUFFER;

	fake.command &= ~RUN;
	if (!is_master())
		return;
	/* What is wrong comes to an end as well. */
	if (fake.count > BUFFER_BYTES || at > BUFFER_BYTES - fake.count)
		wrong("a transfer beyond the buffer");
	else if (memory + fake.count > DMA_BIT_MASK(28))
		wrong("memory that the device does not reach");
	else
		copy(phys_to_virt(dma_to_phys(&device->dev, memory)), at, to_memory);
	if (fake.command & TELL_MOVED)
		interrupt(MOVED);
}

static void go_on(void)
{
	if (fake.held)
		return;
	if (fake.status & COMPUTING)
		finish_computing();
	if (fake.command & RUN)
		finish_moving();
}

/* Registers */

static bool is_register(const void __iomem *address, size_t size)
{
	unsigned long offset = (unsigned long)address - (unsigned long)window;

	return offset + size <= REGISTER_BYTES && offset < REGISTER_BYTES;
}

/* Under the lock: may it be touched? */
static bool is_there(void)
{
	if (!fake.mapped)
		wrong("registers that are not mapped");
	return fake.mapped && fake.plugged && !fake.vanished;
}

/* Somebody else's work comes to an end, and nobody has heard of it. */
static void end_work(void)
{
	if (!fake.looks_left || --fake.looks_left)
		return;
	fake.command &= ~RUN;
	fake.status &= ~COMPUTING;
	fake.interrupts |= COMPUTED | MOVED;
}

static u64 read_register(unsigned long offset, size_t size)
{
	guard(spinlock_irqsave)(&fake.lock);
	if (!is_there())
		return U64_MAX;
	if (offset < 0x80 && size != 4)
		wrong("a register that is 32 bits wide");
	if (offset == 0x20 || offset == 0x98)
		end_work();
	switch (offset) {
	case 0x00: return fake.id;
	case 0x04: return fake.check;
	case 0x08: return fake.number;
	case 0x20: return fake.status;
	case 0x24: return fake.interrupts;
	case 0x80: return fake.source;
	case 0x88: return fake.target;
	case 0x90: return fake.count;
	case 0x98: return fake.command;
	}
	wrong("a register that is not there was read");
	return U64_MAX;
}

static void write_register(unsigned long offset, size_t size, u64 value)
{
	u64 *where = NULL;

	guard(spinlock_irqsave)(&fake.lock);
	if (!is_there())
		return;
	if (size != (offset < 0x80 ? 4 : 8))
		wrong("a register of another width");
	switch (offset) {
	case 0x04:
		fake.check = ~value;
		return;
	case 0x08:
		if (fake.status & COMPUTING) {
			wrong("a number for a unit that computes");
			return;
		}
		fake.number = value;
		fake.status |= COMPUTING;
		fake.computes++;
		break;
	case 0x20:
		fake.status = (fake.status & ~TELL) | (value & TELL);
		return;
	case 0x64:
		fake.interrupts &= ~value;
		return;
	case 0x80:
		where = &fake.source;
		break;
	case 0x88:
		where = &fake.target;
		break;
	case 0x90:
		where = &fake.count;
		break;
	case 0x98:
		where = &fake.command;
		break;
	default:
		wrong("a register that is not there was written");
		return;
	}
	if (where) {
		if (fake.command & RUN) {
			wrong("a command for a unit that transfers");
			return;
		}
		*where = value;
		if (!(fake.command & RUN))
			return;
		fake.moves++;
	}
	wake_up_all(&started);
	go_on();
}

static unsigned long offset_of(const void __iomem *address)
{
	return (unsigned long)address - (unsigned long)window;
}

/* What is beyond the registers is the machine's. */
u32 fake_readl(const void __iomem *address)
{
	return is_register(address, 4) ? read_register(offset_of(address), 4) : readl(address);
}

u64 fake_readq(const void __iomem *address)
{
	return is_register(address, 8) ? read_register(offset_of(address), 8) : readq(address);
}

void fake_writel(u32 value, void __iomem *address)
{
	write_register(offset_of(address), 4, value);
}

void fake_writeq(u64 value, void __iomem *address)
{
	write_register(offset_of(address), 8, value);
}

void __iomem *fake_ioremap(resource_size_t start, size_t size)
{
	guard(spinlock_irqsave)(&fake.lock);
	if (fake.fault && fake.fault->no_room)
		return NULL;
	if (start != pci_resource_start(device, 0) || size > pci_resource_len(device, 0))
		wrong("a window where the device is not");
	fake.mapped++;
	return (void __iomem __force *)window;
}

/* The PCI core unmaps it, whatever the driver does. */
void __iomem *fake_pcim_iomap(struct pci_dev *pdev, int bar, unsigned long size)
{
	return fake_ioremap(pci_resource_start(pdev, bar), pci_resource_len(pdev, bar));
}

void fake_iounmap(void __iomem *address)
{
	guard(spinlock_irqsave)(&fake.lock);
	fake.mapped--;
	if (address != (void __iomem __force *)window)
		wrong("another window is unmapped");
}

/* What the kernel gives to the driver */

int fake_misc_register(struct miscdevice *misc)
{
	int err = fake.fault ? fake.fault->misc : 0;

	err = err ?: misc_register(misc);
	if (!err)
		fake.misc = misc;
	return err;
}

void fake_misc_deregister(struct miscdevice *misc)
{
	misc_deregister(misc);
	fake.misc = NULL;
}

static int unplug_aside(void *unused)
{
	fake_unplug();
	complete(&fake.unplugged);
	return 0;
}

/* Until remove waits for somebody, and still does a moment later, or until it is done. */
static void unplug_meanwhile(void)
{
	unsigned long limit = jiffies + FAKE_LIMIT;
	struct task_struct *task = kthread_create(unplug_aside, NULL, "unplug");
	int asleep = 0;

	if (IS_ERR(task)) {
		complete(&fake.unplugged);
		return;
	}
	get_task_struct(task);
	wake_up_process(task);
	while (asleep < 20 && time_before(jiffies, limit)) {
		if (completion_done(&fake.unplugged)) {
			wrong("the device has no driver any more, and a buffer is mapped");
			break;
		}
		asleep = !fake_is_master() && READ_ONCE(task->__state) & TASK_UNINTERRUPTIBLE ?
			 asleep + 1 : 0;
		usleep_range(1000, 2000);
	}
	put_task_struct(task);
}

dma_addr_t fake_dma_map(struct device *device, void *data, size_t size,
			enum dma_data_direction direction)
{
	dma_addr_t address;

	if (fake.no_mapping) {
		fake.no_mapping = false;
		return DMA_MAPPING_ERROR;
	}
	address = dma_map_single(device, data, size, direction);
	if (fake.unplug_when_mapped) {
		fake.unplug_when_mapped = false;
		unplug_meanwhile();
	}
	return address;
}

void fake_dma_unmap(struct device *device, dma_addr_t address, size_t size,
		    enum dma_data_direction direction)
{
	scoped_guard(spinlock_irqsave, &fake.lock) {
		if (fake.command & RUN && is_master() && !fake.vanished)
			wrong("a buffer is unmapped that the device is at work on");
	}
	dma_unmap_single(device, address, size, direction);
}

void *fake_kmalloc(size_t size, gfp_t gfp)
{
	void *object = kmalloc(size, gfp);

	if (object)
		atomic_inc(&objects);
	return object;
}

void fake_kfree(const void *object)
{
	if (object)
		atomic_dec(&objects);
	kfree(object);
}

/* The bus */

static int read_config(struct pci_bus *bus, unsigned int slot, int where, int size, u32 *value)
{
	guard(spinlock_irqsave)(&fake.lock);
	*value = U32_MAX;
	if (slot || !fake.plugged)
		return PCIBIOS_DEVICE_NOT_FOUND;
	if (fake.vanished)
		return PCIBIOS_SUCCESSFUL;
	*value = where < sizeof(fake.config) ? fake.config[where / 4] >> where % 4 * 8 : 0;
	if (size < 4)
		*value &= BIT(size * 8) - 1;
	return PCIBIOS_SUCCESSFUL;
}

static int write_config(struct pci_bus *bus, unsigned int slot, int where, int size, u32 value)
{
	guard(spinlock_irqsave)(&fake.lock);
	if (slot || !fake.plugged)
		return PCIBIOS_DEVICE_NOT_FOUND;
	if (fake.vanished)
		return PCIBIOS_SUCCESSFUL;
	switch (where) {
	case PCI_COMMAND:
		if (is_master() && !(value & PCI_COMMAND_MASTER))
			fake.objects_at_the_end = atomic_read(&objects);
		fake.config[PCI_COMMAND / 4] = value & 0xffff;
		break;
	case PCI_BASE_ADDRESS_0:
		fake.config[where / 4] = (value & -fake.bytes) | PCI_BASE_ADDRESS_MEM_TYPE_64;
		break;
	case PCI_BASE_ADDRESS_1:
		fake.config[where / 4] = value;
		break;
	}
	return PCIBIOS_SUCCESSFUL;
}

static struct pci_ops ops = { .read = read_config, .write = write_config };
static struct pci_sysdata sysdata = { .domain = DOMAIN, .node = NUMA_NO_NODE };
/* Far from what this machine has. */
static struct resource memory = DEFINE_RES_MEM_NAMED(0x7f00000000, SZ_16M, "fake edu");

int fake_begin(void)
{
	LIST_HEAD(resources);
	int err;

	err = irq_alloc_descs(-1, 1, 1, NUMA_NO_NODE);
	if (err < 0)
		return err;
	line = err;
	irq_set_chip_and_handler(line, &chip, handle_simple_irq);
	irq_modify_status(line, IRQ_NOREQUEST, IRQ_NOPROBE);
	err = -ENOMEM;
	window = vmalloc(PAGE_SIZE);
	if (!window)
		goto out_line;
	err = request_resource(&iomem_resource, &memory);
	if (err)
		goto out_window;
	pci_add_resource(&resources, &memory);
	pci_lock_rescan_remove();
	bus = pci_create_root_bus(NULL, 0, &ops, &sysdata, &resources);
	pci_unlock_rescan_remove();
	if (bus)
		return 0;
	pci_free_resource_list(&resources);
	release_resource(&memory);
	err = -ENODEV;
out_window:
	vfree(window);
out_line:
	irq_free_descs(line, 1);
	return err;
}

void fake_end(void)
{
	if (!bus)
		return;
	pci_lock_rescan_remove();
	pci_stop_root_bus(bus);
	pci_remove_root_bus(bus);
	pci_unlock_rescan_remove();
	bus = NULL;
	release_resource(&memory);
	vfree(window);
	irq_work_sync(&raiser);
	irq_free_descs(line, 1);
}

/* An allocation that is to fail is one of the driver's. */
static int probe(struct pci_dev *pdev, const struct pci_device_id *id)
{
	fail_nth(fake.fault ? fake.fault->nth : 0);
	probed = probing->pci->probe(pdev, id);
	fake.nth_came = fail_nth_came();
	return probed;
}

static irqreturn_t others(int number, void *data)
{
	return IRQ_NONE;
}

int fake_plug(const struct edu_driver *edu, const struct fake_fault *fault)
{
	int err;

	scoped_guard(spinlock_irqsave, &fake.lock) {
		memset(&fake.plugged, 0, sizeof(fake) - offsetof(typeof(fake), plugged));
		fake.fault = fault;
		fake.id = fault && fault->id ? fault->id : ID;
		fake.bytes = fault && fault->bytes ? fault->bytes : BAR_BYTES;
		fake.config[0] = 0x11e81234;
		fake.config[PCI_CLASS_REVISION / 4] = 0x00ff0010;
		fake.config[PCI_BASE_ADDRESS_0 / 4] = PCI_BASE_ADDRESS_MEM_TYPE_64;
		fake.plugged = true;
		if (fault && fault->at_work) {
			fake.looks_left = fault->at_work;
			fake.command = RUN | TELL_MOVED;
			fake.status = COMPUTING | TELL;
		}
	}
	probed = -ENXIO;
	driver = (struct pci_driver){
		.name = edu->name,
		.id_table = edu->pci->id_table,
		.probe = probe,
		.remove = edu->pci->remove,
		.driver.pm = edu->pci->driver.pm,
	};
	err = pci_register_driver(&driver);
	if (err)
		return err;
	probing = edu;
	if (fault && fault->line_taken)
		err = request_irq(line, others, 0, "others", &fake);
	pci_lock_rescan_remove();
	pci_scan_slot(bus, 0);
	device = pci_get_slot(bus, 0);
	if (device) {
		device->irq = line;
		if (pci_assign_resource(device, 0))
			pr_err("edu_fake: no room for the registers\n");
		pci_bus_add_devices(bus);
	}
	pci_unlock_rescan_remove();
	if (fault && fault->line_taken && !err)
		free_irq(line, &fake);
	fake.fault = NULL;
	return probed;
}

bool fake_nth_came(void)
{
	return fake.nth_came;
}

void fake_unplug(void)
{
	if (!probing)
		return;
	if (device)
		pci_stop_and_remove_bus_device_locked(device);
	pci_unregister_driver(&driver);
	probing = NULL;
	irq_work_sync(&raiser);
	scoped_guard(spinlock_irqsave, &fake.lock) {
		fake.plugged = false;
		if (irq_has_action(line))
			wrong("the interrupt was not freed");
	}
	pci_dev_put(device);
	device = NULL;
}

void fake_vanish(void)
{
	guard(spinlock_irqsave)(&fake.lock);
	fake.vanished = true;
}

void fake_lose_power(void)
{
	guard(spinlock_irqsave)(&fake.lock);
	fake.status = 0;
	fake.config[PCI_COMMAND / 4] &= ~PCI_COMMAND_MASTER;
}

void fake_hold(void)
{
	guard(spinlock_irqsave)(&fake.lock);
	fake.held = true;
}

void fake_finish(void)
{
	scoped_guard(spinlock_irqsave, &fake.lock) {
		fake.held = false;
		go_on();
	}
	irq_work_sync(&raiser);
}

static bool has_started(unsigned int computes, unsigned int moves)
{
	guard(spinlock_irqsave)(&fake.lock);
	return fake.computes >= computes && fake.moves >= moves;
}

bool fake_wait_started(unsigned int computes, unsigned int moves)
{
	return wait_event_timeout(started, has_started(computes, moves), FAKE_LIMIT);
}

irqreturn_t fake_raise(u32 interrupts)
{
	scoped_guard(spinlock_irqsave, &fake.lock)
		interrupt(interrupts);
	irq_work_sync(&raiser);
	return fake_answer();
}

irqreturn_t fake_answer(void)
{
	return READ_ONCE(fake.answer);
}

u32 fake_pending(void)
{
	guard(spinlock_irqsave)(&fake.lock);
	return fake.interrupts;
}

bool fake_is_master(void)
{
	guard(spinlock_irqsave)(&fake.lock);
	return is_master();
}

bool fake_is_told_to_interrupt(void)
{
	guard(spinlock_irqsave)(&fake.lock);
	return fake.status & TELL;
}

struct pci_dev *fake_pdev(void)
{
	return device;
}

struct miscdevice *fake_misc(void)
{
	return fake.misc;
}

u8 *fake_buffer(void)
{
	return fake.buffer;
}

void fake_no_mapping(void)
{
	fake.no_mapping = true;
}

void fake_unplug_when_mapped(void)
{
	init_completion(&fake.unplugged);
	fake.unplug_when_mapped = true;
}

void fake_unplug_wait(void)
{
	wait_for_completion(&fake.unplugged);
}

int fake_objects(void)
{
	return atomic_read(&objects);
}

int fake_mapped(void)
{
	guard(spinlock_irqsave)(&fake.lock);
	return fake.mapped;
}

int fake_objects_at_the_end(void)
{
	guard(spinlock_irqsave)(&fake.lock);
	return fake.objects_at_the_end;
}

const char *fake_wrong(void)
{
	guard(spinlock_irqsave)(&fake.lock);
	return fake.wrong;
}
