// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: user space said a number that is no descriptor, and nobody asks
 * Rust: E0308 (LocalFile::fget() returns a Result)
 * gcc clang: error: own: 'file' is used here, but on some path own_none\(\) was not asked
 * context-analysis: silent: it does not follow values
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"
#include <own/fd.h>

bool may_write(unsigned int fd)
{
	own_auto(own_file_ref, file, own_fget(fd));

#ifdef MENDED
	if (own_none(file))
		return false;
#endif
	return (own_use(file)->f_mode & FMODE_WRITE) != 0;	/* ERROR */
}
