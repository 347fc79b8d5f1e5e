// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: an object is used through the reference that was moved into a list
 * Rust: E0382
 * gcc clang: error: own: 'b' is used here, but on some path it was taken or dropped
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

void publish(struct box_list *list, struct box_ref ref)
{
	own_auto(box_ref, b, ref);

#ifdef MENDED
	wake_up(own_shared(&own_use(b)->readers));
	box_list_push(list, own_take(b));
#else
	box_list_push(list, own_take(b));
	wake_up(own_shared(&own_use(b)->readers));	/* ERROR */
#endif
}
