// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a pointer borrowed for reading is passed to a function that changes
 * Rust: E0596
 * gcc: error: passing argument 1 of 'parcel_setup' discards 'const' qualifier
 * clang: error: passing .* to parameter of type 'struct parcel \*' discards qualifiers
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: this is a matter of types
 * sparse: warning: incorrect type in argument 1 \(different modifiers\)
 */
#include "../prelude.h"

int setup(struct box *box)
{
	own_auto(parcel_own, p, box_pop(box));

	if (own_none(p))
		return own_err(p);
#ifdef MENDED
	own_borrow_mut(parcel, p);
#else
	own_borrow(parcel, p);
#endif
	return parcel_setup(parcel);	/* ERROR */
}
