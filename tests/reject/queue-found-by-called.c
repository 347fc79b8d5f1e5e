// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a function finds an element of a queue, which is popped before that is used
 * Rust: E0502
 * gcc clang: silent: they follow owners, not pointers
 * context-analysis: silent: it reads no member
 * own-check: silent: to it, what the function returns belongs to the lock
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

static const struct parcel *find(struct parcel_queue *queue, u32 tag)
{
	own_queue_for_each(parcel_queue, each, queue)
		if (own_use(each)->tag == tag)
			return own_use(each);
	return NULL;
}

u32 sum_and_pop(struct box *box, u32 tag)
{
	own_guard(spinlock, state, &box->state);
	const struct parcel *found = find(&state->queue, tag);
	u32 sum = 0;

#ifdef MENDED
	if (found)
		sum = found->sum;
#endif
	own_auto(parcel_own, first, parcel_queue_pop(&state->queue));

#ifndef MENDED
	if (found)
		sum = found->sum;	/* ERROR */
#endif
	return own_none(first) ? 0 : sum;
}
