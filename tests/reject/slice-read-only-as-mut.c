// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a slice for reading is passed on as one for writing
 * Rust: E0308
 * gcc: error: incompatible type for argument 1 of .clear_all.
 * clang context-analysis: error: passing 'struct slice' to parameter of incompatible type 'struct slice_mut'
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: warning: incorrect type in argument 1 \(invalid types\)
 */
#include "../prelude.h"
#include <own/slice.h>

void clear_all(struct slice_mut bytes);

#ifdef MENDED
void reset(struct slice_mut bytes)
#else
void reset(struct slice bytes)
#endif
{
	clear_all(bytes);	/* ERROR */
}
