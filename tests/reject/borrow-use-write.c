// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: an object is changed through own_use(), which only looks
 * Rust: E0594
 * gcc: error: assignment of member 'tag' in read-only object
 * clang context-analysis: error: read-only variable is not assignable
 * coccinelle: silent: this is a matter of types
 * sparse: warning: assignment to const expression
 */
#include "../prelude.h"

int mark(struct box *box)
{
	own_auto(parcel_own, p, box_pop(box));

	if (own_none(p))
		return own_err(p);
#ifdef MENDED
	own_mut(p)->tag = 1;
#else
	own_use(p)->tag = 1;	/* ERROR */
#endif
	return 0;
}
