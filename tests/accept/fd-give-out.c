// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: a file that owns an object is made, told to user space and installed
 */
#include "../prelude.h"
#include <own/fd.h>
#include <own/strict.h>

struct shot {
	u32 number;
};
DEFINE_OWN(shot_own, struct shot, OWN_KMALLOC);
DEFINE_OWN_ANON_FILE(shot_file, shot_own, struct shot);

int answer(void __user *argument, int number);

static ssize_t shot_read(struct file *file, char __user *to, size_t length, loff_t *position)
{
	return shot_file_of(file)->number;
}

static const struct file_operations shot_fops = {
	.owner = THIS_MODULE,
	.read = shot_read,
	.release = shot_file_release,
};

int give_out(void __user *argument, u32 number)
{
	own_auto(shot_own, shot, own_alloc(shot_own, GFP_KERNEL));
	int err;

	if (own_none(shot))
		return own_err(shot);
	own_mut(shot)->number = number;
	own_auto(own_fd, fd, own_fd_reserve(O_CLOEXEC));
	if (own_none(fd))
		return own_err(fd);
	own_auto(own_file_ref, file, shot_file_new("[shot]", &shot_fops, O_RDONLY, own_take(shot)));
	if (own_none(file))
		return own_err(file);
	err = answer(argument, own_fd_number(own_use(fd)));
	if (err)
		return err;
	own_fd_install(own_take(fd), own_take(file));
	return 0;
}

struct listener {
	struct own_eventfd_slot event;
};
DEFINE_OWN(listener_own, struct listener, OWN_KMALLOC, own_member(own_eventfd, event));

int listen(struct listener *listener, int fd)
{
	own_auto(own_eventfd, event, own_eventfd_fdget(fd));

	if (own_none(event))
		return own_err(event);
	own_eventfd_signal(own_use(event));
	own_eventfd_set(&listener->event, own_take(event));
	return 0;
}
