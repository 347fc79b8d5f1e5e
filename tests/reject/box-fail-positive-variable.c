// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a failure is reported with an errno of the wrong sign, in a variable
 * Rust: none (Error holds only valid codes)
 * gcc clang: silent: only a constant is looked at; the result is an object at that address
 * context-analysis: silent: it follows pointers, not numbers
 * own-check: silent: it follows pointers, not numbers
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

struct parcel_own_result newest(struct box *box, bool wait)
{
	int err;

	if (!box_readable(box)) {
#ifdef MENDED
		err = wait ? -EINTR : -EAGAIN;
#else
		err = wait ? EINTR : -EAGAIN;
#endif
		return own_fail(parcel_own, err);	/* ERROR */
	}
	return box_pop(box);
}
