// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a file is used after it was installed, when user space may have closed it
 * Rust: E0382
 * gcc clang: error: own: 'file' is used here, but on some path it was taken or dropped before
 * context-analysis: silent: it does not follow values
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"
#include <own/fd.h>

unsigned int give_out(struct own_fd reserved, struct own_file_ref made)
{
	own_auto(own_fd, fd, reserved);
	own_auto(own_file_ref, file, made);
#ifdef MENDED
	unsigned int flags = own_use(file)->f_flags;

	own_fd_install(own_take(fd), own_take(file));
	return flags;
#else
	own_fd_install(own_take(fd), own_take(file));
	return own_use(file)->f_flags;	/* ERROR */
#endif
}
