// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a file is installed under a descriptor, and once more
 * Rust: E0382
 * gcc clang: error: own: 'fd' is taken or dropped here, but on some path it was taken or dropped before
 * context-analysis: silent: it does not follow values
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"
#include <own/fd.h>

int give_out(struct own_fd reserved, struct own_file_ref one, struct own_file_ref other)
{
	own_auto(own_fd, fd, reserved);
	own_auto(own_file_ref, second, other);

	own_fd_install(own_take(fd), one);
#ifdef MENDED
	return 0;
#else
	return own_fd_install(own_take(fd), own_take(second));	/* ERROR */
#endif
}
