// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: an object is used after the reference to it was put
 * Rust: E0382
 * gcc clang: error: own: 'b' is used here, but on some path it was taken or dropped
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

int wake(unsigned int id)
{
	own_auto(box_ref, b, box_find(id));

	if (own_none(b))
		return own_err(b);
#ifdef MENDED
	wake_up(own_shared(&own_use(b)->readers));
	own_drop(box_ref, b);
#else
	own_drop(box_ref, b);
	wake_up(own_shared(&own_use(b)->readers));	/* ERROR */
#endif
	return 0;
}
