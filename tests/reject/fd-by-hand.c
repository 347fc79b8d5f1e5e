// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a file is looked up by hand, and not put on the path of an error
 * Rust: none (it would be dropped)
 * gcc: error: attempt to use poisoned
 * clang context-analysis: error: attempt to use a poisoned identifier
 * coccinelle: silent: the compilers reject it
 * sparse: silent: it knows no poison
 */
#include "../prelude.h"
#include <own/fd.h>
#include <own/strict.h>

int check_target(unsigned int fd)
{
#ifdef MENDED
	own_auto(own_file_ref, file, own_fget(fd));

	if (own_none(file))
		return own_err(file);
	return own_use(file)->f_mode & FMODE_WRITE ? 0 : -EACCES;
#else
	struct file *file = fget(fd);	/* ERROR */

	if (!file)
		return -EBADF;
	return file->f_mode & FMODE_WRITE ? 0 : -EACCES;
#endif
}
