// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: the head of a queue is used without asking whether there is one
 * Rust: Option unchecked
 * gcc: error: own: 'p' is used here, but on some path own_none\(\) was not asked whether it holds anything
 * clang: error: own: 'p' is used here, but on some path own_none\(\) was not asked whether it holds anything
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

u32 first_tag(struct box *box)
{
	own_guard(spinlock, state, &box->state);
	own_auto(parcel_own, p, parcel_queue_pop(&state->queue));

#ifdef MENDED
	if (own_none(p))
		return 0;
#endif
	return own_use(p)->tag;	/* ERROR */
}
