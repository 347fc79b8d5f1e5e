// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a failure is reported with a positive errno
 * Rust: none (Error holds only valid codes)
 * gcc: error: static assertion failed: "own: a failure needs a negative errno"
 * clang context-analysis: error: static assertion failed .* own: a failure needs a negative errno
 * coccinelle: silent: the compilers know
 * sparse: silent: the assertion is left out for it
 */
#include "../prelude.h"

struct parcel_own_result newest(struct box *box)
{
	if (!box_readable(box))
#ifdef MENDED
		return own_fail(parcel_own, -EAGAIN);
#else
		return own_fail(parcel_own, EAGAIN);	/* ERROR */
#endif
	return box_pop(box);
}
