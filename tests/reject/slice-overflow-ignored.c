// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a sum that may wrap is computed, and whether it did is not asked
 * Rust: none (panics when it runs, or wraps)
 * gcc@overflow.h: error: ignoring return value of .__must_check_overflow. declared with attribute
 * clang: error: ignoring return value of function declared with 'warn_unused_result'
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 *
 * The message comes from the kernel's own macro; that it is an error comes from own.
 */
#include "../prelude.h"
#include <own/slice.h>

int allocate_for(size_t header, size_t payload)
{
	size_t length;

#ifdef MENDED
	if (check_add_overflow(header, payload, &length))
		return -EOVERFLOW;
#else
	check_add_overflow(header, payload, &length);	/* ERROR */
#endif
	return length > PAGE_SIZE ? -E2BIG : 0;
}
