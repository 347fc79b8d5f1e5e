// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: the object of another owner is handed back into one that is full
 * Rust: none
 * gcc clang: error: own: 'p' still holds an object here, so it cannot take one back
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

int send(struct box *box, size_t len)
{
	own_auto(parcel_own, p, parcel_new(len));
	own_auto(parcel_own, q, parcel_new(len));

	if (own_none(p) || own_none(q))
		return -ENOMEM;
#ifdef MENDED
	return own_rest(q, box_push(box, own_take(q)));
#else
	return own_rest(p, box_push(box, own_take(q)));	/* ERROR */
#endif
}
