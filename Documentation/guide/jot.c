// SPDX-License-Identifier: GPL-2.0-only
/*
 * jot: a line that is written to /dev/jot can be read from it once; its writer then gets SIGURG.
 *
 *	echo hello > /dev/jot
 *	head -c 6 /dev/jot
 */
#include <linux/fs.h>
#include <linux/list.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/sched/signal.h>
#include <linux/uaccess.h>

#include <own/box.h>
#include <own/locked.h>
#include <own/queue.h>
#include <own/ref.h>

#define JOT_MAX_LENGTH	4096
#define JOT_MAX_LINES	64

DEFINE_OWN_REF_ADOPTED(pid_ref, struct pid, get_pid, put_pid);

struct line {
	struct list_head node;
	struct pid_ref_once writer;
	size_t length;
	char text[] __counted_by(length);
};
DEFINE_OWN(line_own, struct line, OWN_KVMALLOC, own_member(pid_ref, writer));
DEFINE_OWN_QUEUE(line_queue, line_own, struct line, node);

static OWN_LOCKED(struct mutex, struct line_queue) jot_lines;

static struct line_own_result line_from_user(const char __user *from, size_t length)
{
	own_auto(line_own, line, own_alloc_flex(line_own, text, length, GFP_KERNEL_ACCOUNT));
	if (own_none(line))
		return own_pass(line);
	pid_ref_set_once(&own_mut(line)->writer, pid_ref_get(task_tgid(current)));
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

static struct line_own_result jot_pop(size_t size)
{
	own_guard(mutex, lines, &jot_lines);
	own_peek(line_queue, first, lines);
	if (own_none(first))
		return own_fail(line_own, -ENOENT);
	if (own_use(first)->length > size)
		return own_fail(line_own, -EMSGSIZE);
	own_auto(line_own, line, own_take_out(line_queue, first));
	return own_ok(line);
}

static ssize_t jot_read(struct file *file, char __user *to, size_t size, loff_t *pos)
{
	own_auto(line_own, line, jot_pop(size));
	if (own_none(line))
		return own_err(line) == -ENOENT ? 0 : own_err(line);
	own_borrow(l, line);
	if (copy_to_user(to, l->text, l->length))
		return -EFAULT;
	kill_pid(pid_ref_of(&l->writer), SIGURG, 1);
	return l->length;
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
	line_queue_init(own_locked_mut(&jot_lines));
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
