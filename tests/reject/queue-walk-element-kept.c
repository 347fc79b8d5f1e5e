// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: what a walk found is kept, and used when the lock has been released
 * Rust: E0597
 * gcc clang context-analysis: silent: the pointer is not followed
 * own-check: warning: own: a pointer that was had from 'state' is used after that ended
 * coccinelle: silent: it does not follow pointers, own-check does
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

u32 sum_of(const struct box *box, u32 tag)
{
	const struct parcel *found = NULL;
	u32 sum = 0;

	own_scoped_guard(spinlock, state, &box->state) {
		own_queue_for_each(parcel_queue, each, &state->queue) {
			if (own_use(each)->tag != tag)
				continue;
#ifdef MENDED
			sum = own_use(each)->sum;
#else
			found = own_use(each);
#endif
			break;
		}
	}
	return found ? found->sum : sum;	/* ERROR: own-check */
}
