// SPDX-License-Identifier: GPL-2.0-only
/*
 * bell: each byte that is written to /dev/bell is a stroke; a read says how many there were.
 *
 * The bell is a platform device, and can be unplugged while /dev/bell is open:
 *
 *	echo bell > /sys/bus/platform/drivers/bell/unbind
 */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/platform_device.h>
/* @skeleton */
#include <linux/slab.h>
/* @solution */

#include <own/own.h>
/* @end */

/* How many bells are in memory. */
static atomic_t bells;
static int bells_get(char *text, const struct kernel_param *parameter)
{
	return sysfs_emit(text, "%d\n", atomic_read(&bells));
}
module_param_call(alive, NULL, bells_get, NULL, 0444);

/* @skeleton */
struct bell {
	unsigned int strokes;
};

/* The bell that is plugged in. */
static struct bell *plugged;

static int bell_open(struct inode *inode, struct file *file)
{
	if (!plugged)
		return -ENODEV;
	file->private_data = plugged;
	return 0;
}

static int bell_say(struct file *file, char *text, size_t size)
{
	struct bell *bell = file->private_data;

	return scnprintf(text, size, "%u\n", bell->strokes);
}

static int bell_strike(struct file *file, unsigned int strokes)
{
	struct bell *bell = file->private_data;

	bell->strokes += strokes;
	return 0;
}

#define BELL_SLOTS	.owner = THIS_MODULE, .open = bell_open

static int bell_probe(struct platform_device *device)
{
	plugged = kzalloc(sizeof(*plugged), GFP_KERNEL);
	if (!plugged)
		return -ENOMEM;
	atomic_inc(&bells);
	return 0;
}

static void bell_remove(struct platform_device *device)
{
	atomic_dec(&bells);
	kfree(plugged);
	plugged = NULL;
}
/* @solution */
struct bell_state {
	unsigned int strokes;
	bool gone;
};

struct bell {
	struct kref refs;
	OWN_LOCKED(spinlock_t, struct bell_state) state;
};

/* The bell that is plugged in, or was; it has no reference of its own. */
struct bell_place {
	const struct bell *bell;
};
static OWN_LOCKED(spinlock_t, struct bell_place) plugged =
	OWN_LOCKED_INIT(__SPIN_LOCK_UNLOCKED, plugged, { });

static void bell_end(struct bell *bell)
{
	own_scoped_guard(spinlock, place, &plugged) {
		if (place->bell == bell)
			place->bell = NULL;
	}
	atomic_dec(&bells);
}

DEFINE_OWN(bell_own, struct bell, OWN_KMALLOC, own_run(bell_end));
DEFINE_OWN_REF(bell_ref, bell_own, struct bell, refs);
DEFINE_OWN_DRVDATA(bell_data, bell_ref, struct bell);

static struct bell_ref_result bell_open(struct inode *inode, struct file *file)
{
	own_guard(spinlock, place, &plugged);

	if (!place->bell)
		return own_fail(bell_ref, -ENODEV);
	/* Its last reference may just have gone. */
	own_auto(bell_ref, bell, bell_ref_get_unless_zero(place->bell));
	if (own_none(bell))
		return own_fail(bell_ref, -ENODEV);
	return own_ok(bell);
}

DEFINE_OWN_FILE(bell_file, bell_ref, struct bell, bell_open);
#define BELL_SLOTS	OWN_FILE_SLOTS(bell_file)

static int bell_say(struct file *file, char *text, size_t size)
{
	const struct bell *bell = bell_file_of(file);

	own_guard(spinlock, state, &bell->state);
	return state->gone ? -ENODEV : scnprintf(text, size, "%u\n", state->strokes);
}

static int bell_strike(struct file *file, unsigned int strokes)
{
	const struct bell *bell = bell_file_of(file);

	own_guard(spinlock, state, &bell->state);
	if (state->gone)
		return -ENODEV;
	state->strokes += strokes;
	return 0;
}

static int bell_probe(struct platform_device *device)
{
	own_auto(bell_own, new, own_alloc(bell_own, GFP_KERNEL));

	if (own_none(new))
		return own_err(new);
	atomic_inc(&bells);
	own_locked_init(&own_mut(new)->state);
	own_auto(bell_ref, bell, bell_ref_share(own_take(new)));
	own_scoped_guard(spinlock, place, &plugged)
		place->bell = own_use(bell);
	return bell_data_set(&device->dev, own_take(bell));
}

/* Files may be open. They keep the bell, and find it gone. */
static void bell_remove(struct platform_device *device)
{
	const struct bell *bell = bell_data_of(&device->dev);

	own_guard(spinlock, state, &bell->state);
	state->gone = true;
}
/* @end */

static ssize_t bell_read(struct file *file, char __user *to, size_t size, loff_t *at)
{
	char text[16];
	int length = bell_say(file, text, sizeof(text));

	return length < 0 ? length : simple_read_from_buffer(to, size, at, text, length);
}

static ssize_t bell_write(struct file *file, const char __user *from, size_t size, loff_t *at)
{
	int err = bell_strike(file, size);

	return err ?: (ssize_t)size;
}

static const struct file_operations bell_fops = {
	BELL_SLOTS,
	.read = bell_read,
	.write = bell_write,
};

static struct miscdevice bell_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "bell",
	.mode = 0666,
	.fops = &bell_fops,
};

static struct platform_driver bell_driver = {
	.driver = { .name = "bell" },
	.probe = bell_probe,
	.remove = bell_remove,
};

static int __init bell_init(void)
{
	int err = platform_driver_register(&bell_driver);

	if (err)
		return err;
	err = misc_register(&bell_misc);
	if (err)
		platform_driver_unregister(&bell_driver);
	return err;
}
module_init(bell_init);

static void __exit bell_exit(void)
{
	misc_deregister(&bell_misc);
	platform_driver_unregister(&bell_driver);
}
module_exit(bell_exit);

MODULE_DESCRIPTION("Strokes of a bell");
MODULE_LICENSE("GPL");
