// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a file that user space named is kept without its reference
 * Rust: E0597
 * gcc clang context-analysis: silent: the pointer is not followed
 * coccinelle: silent: it knows the names of objects that own
 * sparse: silent: it does not follow values
 * own-check: warning: own: a pointer that was had from 'file' is returned after that ended
 */
#include "../prelude.h"
#include <own/fd.h>

#ifdef MENDED
struct own_file_ref_result target(unsigned int fd)
{
	return own_fget(fd);
}
#else
struct file *target(unsigned int fd)
{
	own_auto(own_file_ref, file, own_fget(fd));

	if (own_none(file))
		return NULL;
	return own_use(file);	/* ERROR */
}
#endif
