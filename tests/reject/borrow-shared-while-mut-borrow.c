// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: an object is borrowed for reading while it is borrowed for changing
 * Rust: E0502
 * gcc clang: error: own: 'p' is used here while it is borrowed mut
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

int check(struct box *box)
{
	own_auto(parcel_own, p, box_pop(box));

	if (own_none(p))
		return own_err(p);
	own_borrow_mut(writer, p);
	writer->tag = 1;
#ifdef MENDED
	return parcel_check(writer);
#else
	own_borrow(reader, p);	/* ERROR */
	return parcel_check(reader);
#endif
}
