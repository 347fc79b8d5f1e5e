// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a queue of one kind is walked as another
 * Rust: E0308
 * gcc: error: passing argument 1 of '__box_list_(first|next)' from incompatible pointer type|incompatible pointer type
 * clang: error: incompatible pointer types
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: no rule looks for it
 * sparse: warning: incorrect type in
 */
#include "../prelude.h"

unsigned int sum(const struct box *box)
{
	unsigned int sum = 0;

	own_guard(spinlock, state, &box->state);
#ifdef MENDED
	own_queue_for_each(parcel_queue, each, &state->queue)
		sum += own_use(each)->tag;
#else
	own_queue_for_each(box_list, each, &state->queue)	/* ERROR */
		sum += own_use(each)->id;
#endif
	return sum;
}
