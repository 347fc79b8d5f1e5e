// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct but rejected: a queue that was found not to be empty is popped without a test
 * Rust: Option unchecked
 * gcc: error: own: 'p' is used here, but on some path own_none\(\) was not asked whether it holds anything
 * clang: error: own: 'p' is used here, but on some path own_none\(\) was not asked whether it holds anything
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 *
 * The length and the list are memory, and nothing shows that they agree. The test
 * costs nothing that list_first_entry_or_null() did not do.
 */
#include "../prelude.h"

u32 first_tag(struct box *box)
{
	own_guard(spinlock, state, &box->state);
	if (!parcel_queue_len(&state->queue))
		return 0;
	own_auto(parcel_own, p, parcel_queue_pop(&state->queue));
#ifdef MENDED
	if (own_none(p))
		return 0;
#endif
	return own_use(p)->tag;	/* ERROR */
}
