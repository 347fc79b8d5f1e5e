// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a function returns a borrow of an object that it drops on return
 * Rust: E0515
 * gcc clang context-analysis: silent: the pointer is a value like any other
 * own-check: warning: own: a pointer that was had from 'p' is returned after that ended
 * coccinelle: silent: it does not follow pointers, own-check does
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

#ifdef MENDED
u32 newest_tag(struct box *box)
{
	own_auto(parcel_own, p, box_pop(box));

	if (own_none(p))
		return 0;
	own_borrow(parcel, p);
	return parcel->tag;
}
#else
const struct parcel *newest(struct box *box)
{
	own_auto(parcel_own, p, box_pop(box));

	if (own_none(p))
		return NULL;
	own_borrow(parcel, p);
	return parcel;	/* ERROR */
}
#endif
