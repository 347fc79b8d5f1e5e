// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: private_data is used by hand below strict.h
 * Rust: E0133
 * gcc: error: attempt to use poisoned "private_data"
 * clang: error: attempt to use a poisoned identifier
 * context-analysis: error: attempt to use a poisoned identifier
 * coccinelle: silent: the compilers reject it
 * sparse: silent: it knows no poison
 */
#include "../prelude.h"

#include <own/strict.h>

void *context_of(struct file *file, void *known)
{
#ifdef MENDED
	return known;
#else
	return file->private_data;	/* ERROR: gcc clang context-analysis */
#endif
}
