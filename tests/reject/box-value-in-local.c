// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: an owned result is kept in a plain variable and never looked at again
 * Rust: none (it is dropped at the end of the scope)
 * gcc clang: warning: unused variable 'held'
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: warning: own: 'held' owns, and nothing follows a plain variable; declare it with own_auto\(parcel_own, held, \.\.\.\) or own_linear\(\)
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

int pause(struct box *box)
{
#ifdef MENDED
	own_auto(parcel_own, held, box_pop(box));
#else
	struct parcel_own_result held = box_pop(box);	/* ERROR */
#endif

	return 0;
}
