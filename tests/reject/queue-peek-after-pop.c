// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: the head that was looked at is used after it was popped and dropped
 * Rust: E0505
 * gcc: silent: a raw pointer is not followed
 * clang: silent: a raw pointer is not followed
 * context-analysis: silent: a raw pointer is not followed
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

u32 drop_head(struct box *box)
{
	own_guard(spinlock, state, &box->state);
	const struct parcel *head = parcel_queue_peek(&state->queue);
	u32 tag;

	if (!head)
		return 0;
#ifdef MENDED
	tag = head->tag;
#endif
	{
		own_auto(parcel_own, gone, parcel_queue_pop(&state->queue));
	}
#ifndef MENDED
	tag = head->tag;
#endif
	return tag;
}
