// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: the count of an object is started a second time
 * Rust: E0382
 * gcc: error: own: 'new' is taken or dropped here, but on some path it was taken or dropped before
 * clang: error: own: 'new' is taken or dropped here, but on some path it was taken or dropped before
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

int create(struct box_list *list, struct box_list *second)
{
	own_auto(box_own, new, own_alloc(box_own, GFP_KERNEL));

	if (own_none(new))
		return own_err(new);
	own_auto(box_ref, b, box_ref_share(own_take(new)));
#ifdef MENDED
	own_borrow(box, b);
	box_list_push(list, box_ref_get(box));
#else
	box_list_push(list, own_take(b));
	box_list_push(second, box_ref_share(own_take(new)));	/* ERROR */
#endif
	return 0;
}
