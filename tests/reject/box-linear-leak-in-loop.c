// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a loop that gives up loses the object of its last round
 * Rust: none (leaking is safe in Rust)
 * gcc: warning: own: the linear owner 'p' is not handed on on some path \(leak\); own_take\(\) or own_drop\(\) it before every return
 * clang@tell.h: warning: own: the linear owner 'p_declared_in_line_[0-9]+' is not handed on on some path \(leak\); own_take\(\) or own_drop\(\) it before every return
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

int move_all(struct box *from, struct box *to)
{
	for (;;) {
		own_linear(parcel_own, p, box_pop(from));	/* ERROR */

		if (own_none(p))
			return 0;
		if (ready(0)) {
#ifdef MENDED
			own_drop(parcel_own, p);
#endif
			return -EINTR;
		}
		if (own_rest(p, box_push(to, own_take(p)))) {
			own_drop(parcel_own, p);
			return -EPIPE;
		}
	}
}
