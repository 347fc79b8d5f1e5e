// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: an object is borrowed for changing while it is borrowed for reading
 * Rust: E0502
 * gcc clang: error: own: 'p' is changed here while it is borrowed
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
#ifdef MENDED
	own_mut(p)->tag = 1;
	own_borrow(reader, p);
#else
	own_borrow(reader, p);
	own_borrow_mut(writer, p);	/* ERROR */
	writer->tag = 1;
#endif
	return parcel_check(reader);
}
