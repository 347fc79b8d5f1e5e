// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: what was peeked at under the lock is used after it (CVE-2026-53385)
 * Rust: E0597
 * gcc clang context-analysis: silent: the pointer is not followed
 * own-check: warning: own: a pointer that was had from 'state' is used after that ended
 * coccinelle: silent: it does not follow pointers, own-check does
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

u32 head_tag(const struct box *box)
{
	const struct parcel *head = NULL;
	u32 tag = 0;

	own_scoped_guard(spinlock, state, &box->state) {
		own_peek(parcel_queue, first, &state->queue);
		if (!own_none(first))
#ifdef MENDED
			tag = own_use(first)->tag;
#else
			head = own_use(first);
#endif
	}
	return head ? head->tag : tag;	/* ERROR: own-check */
}
