// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: one of two objects is dropped while both of their locks are held
 * Rust: E0505
 * gcc clang: error: own: 'b' is taken or dropped here while it is borrowed
 * context-analysis: silent: it follows pointers, not owners
 * own-check: warning: own: the object of 'a' goes away here while a guard holds a lock that is in it; end the guard's scope first
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

int swap_bytes(struct box_ref left, struct box_ref right)
{
	own_auto(box_ref, a, left);
	own_auto(box_ref, b, right);

	if (own_use(a) == own_use(b))
		return -EINVAL;
	own_guard_pair(spinlock, one, own_use(a), two, own_use(b), state);
	swap(one->bytes, two->bytes);
#ifndef MENDED
	own_drop(box_ref, b);	/* ERROR */
#endif
	return 0;
}
