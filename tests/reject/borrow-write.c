// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: an object is changed through a pointer that was borrowed for reading
 * Rust: E0594
 * gcc: error: assignment of member 'tag' in read-only object
 * clang context-analysis: error: cannot assign to variable 'parcel' with const-qualified type
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
	own_borrow_mut(parcel, p);
#else
	own_borrow(parcel, p);
#endif
	parcel->tag = 1;	/* ERROR */
	return 0;
}
