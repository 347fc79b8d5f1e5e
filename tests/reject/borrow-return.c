// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a function returns a borrow of an object that it drops on return
 * Rust: E0515
 * gcc clang context-analysis: silent: the pointer is a value like any other
 * coccinelle: silent: no rule looks for it
 * sparse: warning: Using plain integer as NULL pointer
 */
#include "../prelude.h"

#ifdef MENDED
u32 newest_tag(struct box *box)
#else
const struct parcel *newest(struct box *box)
#endif
{
	own_auto(parcel_own, p, box_pop(box));

	if (own_none(p))
		return 0;	/* ERROR */
	own_borrow(parcel, p);
#ifdef MENDED
	return parcel->tag;
#else
	return parcel;
#endif
}
