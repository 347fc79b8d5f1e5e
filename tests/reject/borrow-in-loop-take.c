// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a loop borrows an object in each round and hands it on before the round ends
 * Rust: E0505
 * gcc clang: error: own: 'b' is taken or dropped here while it is borrowed
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

int wake_until(unsigned int id, int rounds)
{
	own_auto(box_ref, b, box_find(id));

	if (own_none(b))
		return own_err(b);
	for (int i = 0; i < rounds; i++) {
#ifdef MENDED
		{
			own_borrow(box, b);
			wake_up(own_shared(&box->readers));
		}
#else
		own_borrow(box, b);
		wake_up(own_shared(&box->readers));
#endif
		if (ready(i)) {
			own_drop(box_ref, b);	/* ERROR */
			return i;
		}
	}
	return -EAGAIN;
}
