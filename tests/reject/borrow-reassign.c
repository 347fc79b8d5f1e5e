// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a borrow is pointed at another object
 * Rust: E0384
 * gcc: error: assignment of read-only variable 'parcel'
 * clang context-analysis: error: cannot assign to variable 'parcel' with const-qualified type
 * coccinelle: silent: it does not follow pointers, own-check does
 * sparse: warning: assignment to const expression
 */
#include "../prelude.h"

int check(struct box *box)
{
	own_auto(parcel_own, p, box_pop(box));
	own_auto(parcel_own, q, box_pop(box));

	if (own_none(p) || own_none(q))
		return -ENOENT;
	own_borrow(parcel, p);
#ifdef MENDED
	own_borrow(other, q);
	return parcel_check(parcel) ?: parcel_check(other);
#else
	parcel = own_use(q);	/* ERROR */
	return parcel_check(parcel);
#endif
}
