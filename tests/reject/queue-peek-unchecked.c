// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: the first element of a queue is looked at without asking whether there is one
 * Rust: E0308 (an Option is not its value)
 * gcc: error: own: 'first' is used here, but on some path own_none\(\) was not asked whether it holds anything
 * clang: error: own: 'first' is used here, but on some path own_none\(\) was not asked whether it holds anything
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

u32 first_tag(const struct box *box)
{
	own_guard(spinlock, state, &box->state);
	own_peek(parcel_queue, first, &state->queue);
#ifdef MENDED
	if (own_none(first))
		return 0;
#endif
	return own_use(first)->tag;	/* ERROR */
}
