/* @skeleton */
// SPDX-License-Identifier: GPL-2.0-only
/*
 * jot: a line that is written to /dev/jot can be read from it once; its writer then gets SIGURG.
 * The plain version, by somebody in a hurry: it compiles without a warning.
 */
#include <linux/fs.h>
#include <linux/list.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/sched/signal.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#define JOT_MAX_LENGTH	4096
#define JOT_MAX_LINES	64

struct line {
	struct list_head node;
	struct pid *writer;
	size_t length;
	char text[];
};

static LIST_HEAD(jot_lines);
static DEFINE_MUTEX(jot_lock);
static int jot_count;

static ssize_t jot_write(struct file *file, const char __user *from, size_t length, loff_t *pos)
{
	struct line *line = kmalloc(sizeof(*line) + length, GFP_KERNEL);

	line->writer = get_pid(task_tgid(current));
	line->length = length;
	if (copy_from_user(line->text, from, length))
		return -EFAULT;
	mutex_lock(&jot_lock);
	if (jot_count == JOT_MAX_LINES)
		return -ENOSPC;
	list_add_tail(&line->node, &jot_lines);
	jot_count++;
	mutex_unlock(&jot_lock);
	return line->length;
}

static ssize_t jot_read(struct file *file, char __user *to, size_t size, loff_t *pos)
{
	struct line *line;

	mutex_lock(&jot_lock);
	line = list_first_entry_or_null(&jot_lines, struct line, node);
	if (!line) {
		mutex_unlock(&jot_lock);
		return 0;
	}
	list_del(&line->node);
	jot_count--;
	mutex_unlock(&jot_lock);
	size = min(size, line->length);
	if (copy_to_user(to, line->text, size))
		return -EFAULT;
	kfree(line);
	kill_pid(line->writer, SIGURG, 1);
	return size;
}

static const struct file_operations jot_fops = {
	.owner = THIS_MODULE,
	.read = jot_read,
	.write = jot_write,
};

static struct miscdevice jot_device = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "jot",
	.mode = 0666,
	.fops = &jot_fops,
};

static int __init jot_init(void)
{
	return misc_register(&jot_device);
}

static void __exit jot_exit(void)
{
	misc_deregister(&jot_device);
}

module_init(jot_init);
module_exit(jot_exit);
MODULE_DESCRIPTION("Lines that are written and read once");
MODULE_LICENSE("GPL");
/* @solution */
/* @include Documentation/guide/jot.c */
/* @end */
