// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: an object is returned while something still borrows it
 * Rust: E0505
 * gcc clang: error: own: 'p' is handed on here while it is borrowed; end the borrow's scope first
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

struct parcel_own_result newest(struct box *box)
{
	own_auto(parcel_own, p, box_pop(box));

	if (own_none(p))
		return own_pass(p);
#ifdef MENDED
	pr_debug("parcel of %zu bytes\n", own_use(p)->len);
#else
	own_borrow(parcel, p);
	pr_debug("parcel of %zu bytes\n", parcel->len);
#endif
	return own_pass(p);	/* ERROR */
}
