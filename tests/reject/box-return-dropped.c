// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a function returns a pointer to an object that it drops on return
 * Rust: E0515
 * gcc clang context-analysis: silent: the pointer is a value like any other
 * own-check: warning: own: a pointer that was had from 'p' is returned after that ended
 * coccinelle: silent: it does not follow pointers, own-check does
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

#ifdef MENDED
struct parcel_own_result newest(struct box *box)
{
	own_auto(parcel_own, p, box_pop(box));

	return own_pass(p);
}
#else
const struct parcel *newest(struct box *box)
{
	own_auto(parcel_own, p, box_pop(box));

	if (own_none(p))
		return NULL;
	return own_use(p);	/* ERROR */
}
#endif
