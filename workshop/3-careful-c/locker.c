// SPDX-License-Identifier: GPL-2.0-only
/*
 * locker: who opens /dev/locker has a shelf for one note. A write replaces the note, a read gives
 * a piece of it: from the offset in the file, and as long as was asked.
 */
/* @solution */
#include <linux/cleanup.h>
/* @end */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/overflow.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#define LOCKER_MAX_LENGTH	65536

struct note {
	size_t length;
	char text[];
};

struct shelf {
	struct mutex lock;	/* protects note */
	struct note *note;
};

static int locker_open(struct inode *inode, struct file *file)
{
	struct shelf *shelf = kzalloc(sizeof(*shelf), GFP_KERNEL_ACCOUNT);

	if (!shelf)
		return -ENOMEM;
	mutex_init(&shelf->lock);
	file->private_data = shelf;
	return 0;
}

static int locker_release(struct inode *inode, struct file *file)
{
	struct shelf *shelf = file->private_data;

	kfree(shelf->note);
	kfree(shelf);
	return 0;
}

static ssize_t locker_write(struct file *file, const char __user *from, size_t length, loff_t *pos)
{
	struct shelf *shelf = file->private_data;
	/* @skeleton */
	struct note *note;
	/* @end */

	if (length > LOCKER_MAX_LENGTH)
		return -EMSGSIZE;
	/* @skeleton */
	note = kmalloc(struct_size(note, text, length), GFP_KERNEL_ACCOUNT);
	if (!note)
		return -ENOMEM;
	mutex_lock(&shelf->lock);
	kfree(shelf->note);
	shelf->note = note;
	note->length = length;
	if (copy_from_user(note->text, from, length)) {
		kfree(note);
		mutex_unlock(&shelf->lock);
		return -EFAULT;
	}
	mutex_unlock(&shelf->lock);
	return length;
	/* @solution */

	struct note *note __free(kfree) = kmalloc(struct_size(note, text, length),
						  GFP_KERNEL_ACCOUNT);
	if (!note)
		return -ENOMEM;
	note->length = length;
	if (copy_from_user(note->text, from, length))
		return -EFAULT;

	guard(mutex)(&shelf->lock);
	kfree(shelf->note);
	shelf->note = no_free_ptr(note);
	return length;
	/* @end */
}

static ssize_t locker_read(struct file *file, char __user *to, size_t size, loff_t *pos)
{
	struct shelf *shelf = file->private_data;
	struct note *note;
	/* @skeleton */
	ssize_t ret = size;

	mutex_lock(&shelf->lock);
	note = shelf->note;
	if (!note)
		return -ENODATA;
	if (*pos > note->length || size > LOCKER_MAX_LENGTH)
		ret = -EINVAL;
	else if (copy_to_user(to, note->text + *pos, size))
		ret = -EFAULT;
	mutex_unlock(&shelf->lock);
	return ret;
	/* @solution */

	guard(mutex)(&shelf->lock);
	note = shelf->note;
	if (!note)
		return -ENODATA;
	if (*pos > note->length || size > note->length - *pos)
		return -EINVAL;
	if (copy_to_user(to, note->text + *pos, size))
		return -EFAULT;
	return size;
	/* @end */
}

static const struct file_operations locker_fops = {
	.owner = THIS_MODULE,
	.open = locker_open,
	.release = locker_release,
	.read = locker_read,
	.write = locker_write,
};

static struct miscdevice locker_device = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "locker",
	.mode = 0666,
	.fops = &locker_fops,
};

module_misc_device(locker_device);
MODULE_DESCRIPTION("A shelf for one note for each open file");
MODULE_LICENSE("GPL");
