// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a copy that may not fit is not asked whether it did
 * Rust: none (panics when it runs)
 * gcc: error: ignoring return value of .slice_copy. declared with attribute .warn_unused_result.
 * clang: error: ignoring return value of function declared with 'warn_unused_result' attribute
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"
#include <own/slice.h>

int keep(struct slice_mut store, struct slice message)
{
#ifdef MENDED
	return slice_copy(store, message);
#else
	slice_copy(store, message);	/* ERROR */
	return 0;
#endif
}
