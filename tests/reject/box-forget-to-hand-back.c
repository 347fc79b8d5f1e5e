// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a function fails without handing back what it was given
 * Rust: none (leaking is safe in Rust)
 * gcc: warning: own: the linear owner 'p' is not handed on on some path \(leak\); own_take\(\) or own_drop\(\) it before every return
 * clang@tell.h: warning: own: the linear owner 'p_declared_in_line_[0-9]+' is not handed on on some path \(leak\); own_take\(\) or own_drop\(\) it before every return
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

struct parcel_own_rest try_send(struct box *box, struct parcel_own parcel)
{
	own_linear(parcel_own, p, parcel);	/* ERROR */
	own_guard(spinlock, state, &box->state);

	if (state->dead)
#ifdef MENDED
		return own_reject(p, -EPIPE);
#else
		return own_accepted(parcel_own);
#endif
	parcel_queue_push(&state->queue, own_take(p));
	return own_accepted(parcel_own);
}
