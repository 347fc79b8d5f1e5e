// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a copy that may not fit is not asked whether it did
 * Rust: none (panics when it runs)
 * gcc: error: ignoring return value of .own_bytes_copy. declared with attribute .warn_unused_result.
 * clang: error: ignoring return value of function declared with 'warn_unused_result' attribute
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"
#include <own/slice.h>

int keep(struct own_bytes_mut store, struct own_bytes message)
{
#ifdef MENDED
	return own_bytes_copy(store, message);
#else
	own_bytes_copy(store, message);	/* ERROR */
	return 0;
#endif
}
