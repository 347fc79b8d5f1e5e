// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a slice for reading is passed on as one for writing
 * Rust: E0308
 * gcc: error: incompatible type for argument 1 of .clear_all.
 * clang context-analysis: error: passing 'struct own_bytes' to parameter of incompatible type 'struct own_bytes_mut'
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: warning: incorrect type in argument 1 \(invalid types\)
 */
#include "../prelude.h"
#include <own/slice.h>

void clear_all(struct own_bytes_mut bytes);

#ifdef MENDED
void reset(struct own_bytes_mut bytes)
#else
void reset(struct own_bytes bytes)
#endif
{
	clear_all(bytes);	/* ERROR */
}
