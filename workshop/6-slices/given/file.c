// SPDX-License-Identifier: GPL-2.0-only
/* The file /dev/ledger: a read says what the last message came to that was taken. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/mutex.h>

#include "ledger.h"

static DEFINE_MUTEX(lock);
static struct entry last;

static ssize_t ledger_write(struct file *file, const char __user *from, size_t size, loff_t *at)
{
	struct entry entry = { };
	int err;

	if (!size || size > 4096)
		return -EINVAL;
	err = ledger_parse(from, size, &entry);
	if (err)
		return err;
	guard(mutex)(&lock);
	last = entry;
	return size;
}

static ssize_t ledger_read(struct file *file, char __user *to, size_t size, loff_t *at)
{
	char text[64];
	int length;

	scoped_guard(mutex, &lock)
		length = scnprintf(text, sizeof(text), "%u %u %*phN\n", last.sum, last.records,
				   (int)last.name_length, last.name);
	return simple_read_from_buffer(to, size, at, text, length);
}

static const struct file_operations ledger_fops = {
	.owner = THIS_MODULE,
	.read = ledger_read,
	.write = ledger_write,
};

static struct miscdevice ledger_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "ledger",
	.mode = 0666,
	.fops = &ledger_fops,
};
module_misc_device(ledger_misc);

MODULE_DESCRIPTION("Records from user space");
MODULE_LICENSE("GPL");
