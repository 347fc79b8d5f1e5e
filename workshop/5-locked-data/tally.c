// SPDX-License-Identifier: GPL-2.0-only
/*
 * tally: each write to /dev/tally is counted, and its bytes are added up. A read gives both, and
 * the process that wrote last.
 */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/sched.h>
#include <linux/spinlock.h>
#include <linux/uaccess.h>

#include <own/locked.h>

struct tally_state {
	unsigned long count;
	unsigned long bytes;
};

struct tally_last {
	pid_t writer;
};

static OWN_LOCKED(spinlock_t, struct tally_last) tally_last;
/* @skeleton */
static struct tally_state tally;
/* @solution */
static OWN_LOCKED(spinlock_t, struct tally_state) tally;
/* @end */

static ssize_t tally_write(struct file *file, const char __user *from, size_t length, loff_t *pos)
{
	own_scoped_guard(spinlock, last, &tally_last)
		last->writer = current->tgid;
	/* @skeleton */
	tally.count++;
	tally.bytes += length;
	/* @solution */

	own_guard(spinlock, state, &tally);
	state->count++;
	state->bytes += length;
	/* @end */
	return length;
}

static ssize_t tally_read(struct file *file, char __user *to, size_t size, loff_t *pos)
{
	struct tally_state copy;
	/* @skeleton */
	struct tally_last *kept = NULL;
	/* @solution */
	pid_t writer = 0;
	/* @end */
	char text[64];
	int length;

	/* @skeleton */
	copy.count = tally.count;
	copy.bytes = tally.bytes;
	own_scoped_guard(spinlock, last, &tally_last)
		kept = last;
	length = scnprintf(text, sizeof(text), "%lu %lu %d\n", copy.count, copy.bytes,
			   kept->writer);
	/* @solution */
	own_scoped_guard(spinlock, state, &tally)
		copy = *state;
	own_scoped_guard(spinlock, last, &tally_last)
		writer = last->writer;
	length = scnprintf(text, sizeof(text), "%lu %lu %d\n", copy.count, copy.bytes, writer);
	/* @end */
	return simple_read_from_buffer(to, size, pos, text, length);
}

static const struct file_operations tally_fops = {
	.owner = THIS_MODULE,
	.read = tally_read,
	.write = tally_write,
};

static struct miscdevice tally_device = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "tally",
	.mode = 0666,
	.fops = &tally_fops,
};

static int __init tally_init(void)
{
	own_locked_init(&tally_last);
	/* @solution */
	own_locked_init(&tally);
	/* @end */
	return misc_register(&tally_device);
}

static void __exit tally_exit(void)
{
	misc_deregister(&tally_device);
}

module_init(tally_init);
module_exit(tally_exit);
MODULE_DESCRIPTION("How often, and how many bytes");
MODULE_LICENSE("GPL");
