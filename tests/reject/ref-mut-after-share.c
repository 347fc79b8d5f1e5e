// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: an object is changed without its lock after it was published
 * Rust: E0382 (UniqueArc is moved into Arc)
 * gcc clang: error: own: 'new' is changed here, but on some path it was taken or dropped|own: 'new' is used here, but on some path it was taken or dropped
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

int create(struct box_list *list)
{
	own_auto(box_own, new, own_alloc(box_own, GFP_KERNEL));

	if (own_none(new))
		return own_err(new);
#ifdef MENDED
	own_mut(new)->id = 1;
#endif
	box_list_push(list, box_ref_share(own_take(new)));
#ifndef MENDED
	own_mut(new)->id = 1;	/* ERROR */
#endif
	return 0;
}
