// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a file that is only borrowed is installed, and put by two
 * Rust: E0308
 * gcc: error: incompatible type for argument 2 of .own_fd_install.
 * clang context-analysis: error: passing 'struct file \*' to parameter of incompatible type 'struct own_file_ref'
 * coccinelle: silent: the compilers reject it
 * sparse: warning: incorrect type in argument 2
 */
#include "../prelude.h"
#include <own/fd.h>

int share(struct own_fd fd, struct file *file)
{
#ifdef MENDED
	int number = own_fd_install(fd, own_file_ref_get(file));
#else
	int number = own_fd_install(fd, file);	/* ERROR */
#endif

	return number;
}
