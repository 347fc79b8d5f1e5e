// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: an owner is told by hand that it is empty
 * Rust: E0616
 * gcc clang context-analysis sparse: silent: the macros themselves name the member
 * coccinelle: silent: no rule looks for it
 * tokens: warning: own: __object is private to the library; reach it through the macros
 */
#include "../prelude.h"

int forget(struct box *box)
{
	own_auto(parcel_own, p, box_pop(box));

	if (own_none(p))
		return own_err(p);
#ifdef MENDED
	parcel_send(own_take(p));
#else
	p.__object = NULL;	/* ERROR */
#endif
	return 0;
}
