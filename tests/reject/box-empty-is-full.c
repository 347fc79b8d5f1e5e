// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a function asserts that nothing is left, and something may be
 * Rust: none
 * gcc: warning: own: 'p' may still hold an object here
 * clang: warning: own: 'p' may still hold an object here
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

int send_if_ready(struct box *box)
{
	own_auto(parcel_own, p, box_pop(box));

	if (own_none(p))
		return own_err(p);
#ifdef MENDED
	parcel_send(own_take(p));
#else
	if (ready(0))
		parcel_send(own_take(p));
#endif
	own_empty(p);	/* ERROR */
	return 0;
}
