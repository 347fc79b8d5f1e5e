// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: private_data of a file is used by hand below strict.h
 * Rust: E0133
 * gcc: silent: many structures have a member of that name
 * clang: silent: many structures have a member of that name
 * context-analysis: silent: it is no lock
 * sparse: silent: it knows no owners
 * coccinelle: warning: own: private_data of a file below strict\.h; file\.h stores it, hands it out and takes it back
 */
#include "../prelude.h"

#include <own/strict.h>

void *context_of(struct file *file, void *known)
{
#ifdef MENDED
	return known;
#else
	return file->private_data;	/* ERROR: coccinelle */
#endif
}
