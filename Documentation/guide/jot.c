// SPDX-License-Identifier: GPL-2.0-only
/*
 * jot: what is written to /dev/jot can be read from it once, line by line.
 *
 *	echo hello > /dev/jot
 *	head -c 6 /dev/jot
 */
#include <linux/fs.h>
#include <linux/list.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#include <own/box.h>
#include <own/locked.h>
#include <own/queue.h>

#define JOT_MAX_LENGTH	4096
#define JOT_MAX_LINES	64

struct line {
	struct list_head node;
	size_t length;
	char text[] __counted_by(length);
};

static void line_free(struct line *line)
{
	kvfree(line);
}

DEFINE_OWN(line_own, struct line, line_free);
DEFINE_OWN_QUEUE(line_queue, line_own, struct line, node);

static OWN_LOCKED(struct mutex, struct line_queue) jot_lines;

static struct line_own_result line_from_user(const char __user *from, size_t length)
{
	own_auto(line_own, line, own_alloc_flex(line_own, text, length, GFP_KERNEL_ACCOUNT));

	if (own_none(line))
		return own_pass(line);
	own_mut(line)->length = length;
	if (copy_from_user(own_mut(line)->text, from, length))
		return own_fail(line_own, -EFAULT);
	return own_ok(line);
}

static ssize_t jot_write(struct file *file, const char __user *from, size_t length, loff_t *pos)
{
	if (length > JOT_MAX_LENGTH)
		return -EMSGSIZE;

	own_auto(line_own, line, line_from_user(from, length));
	if (own_none(line))
		return own_err(line);

	own_guard(mutex, lines, &jot_lines);
	if (line_queue_len(lines) == JOT_MAX_LINES)
		return -ENOSPC;
	line_queue_push(lines, own_take(line));
	return length;
}

static struct line_own_result jot_pop(void)
{
	own_guard(mutex, lines, &jot_lines);

	return line_queue_pop(lines);
}

static ssize_t jot_read(struct file *file, char __user *to, size_t size, loff_t *pos)
{
	own_auto(line_own, line, jot_pop());

	if (own_none(line))
		return 0;
	own_borrow(l, line);
	size_t length = min(size, l->length);

	if (copy_to_user(to, l->text, length))
		return -EFAULT;
	return length;
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
	own_locked_init(&jot_lines);
	own_scoped_guard(mutex, lines, &jot_lines)
		line_queue_init(lines);
	return misc_register(&jot_device);
}

static void __exit jot_exit(void)
{
	misc_deregister(&jot_device);
	own_guard(mutex, lines, &jot_lines);
	line_queue_drop_all(lines);
}

module_init(jot_init);
module_exit(jot_exit);
MODULE_DESCRIPTION("Lines that are written and read once");
MODULE_LICENSE("GPL");
