// SPDX-License-Identifier: GPL-2.0-only
/* What files and descriptors that own cost: what the same costs by hand. */
#include <own/fd.h>
#include "cost.h"

int answer(int number);

/* Look a descriptor up, look at its file, put it. */

static int COST(look_plain)(unsigned int fd)
{
	struct file *file = fget(fd);
	int flags;

	if (!file)
		return -EBADF;
	flags = file->f_flags;
	fput(file);
	return flags;
}

/* cost: look: gcc -1, clang 0: one jump less to the errno. */
static int COST(look_own)(unsigned int fd)
{
	own_auto(own_file_ref, file, own_fget(fd));

	if (own_none(file))
		return own_err(file);
	return own_use(file)->f_flags;
}

/* Reserve a number, tell it, install a file. */

static int COST(give_plain)(struct file *file)
{
	int fd = get_unused_fd_flags(O_CLOEXEC);
	int err;

	if (fd < 0) {
		fput(file);
		return fd;
	}
	err = answer(fd);
	if (err) {
		put_unused_fd(fd);
		fput(file);
		return err;
	}
	fd_install(fd, file);
	return 0;
}

/* cost: give: gcc -3, clang +1: the paths of the errors are joined in another way. */
static int COST(give_own)(struct own_file_ref made)
{
	own_auto(own_file_ref, file, made);
	own_auto(own_fd, fd, own_fd_reserve(O_CLOEXEC));
	int err;

	if (own_none(fd))
		return own_err(fd);
	err = answer(own_fd_number(own_use(fd)));
	if (err)
		return err;
	own_fd_install(own_take(fd), own_take(file));
	return 0;
}
