// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a queue is spliced to the stack, so that it is walked without its lock
 * Rust: E0616 (the list is private; CVE-2025-68260 was such a race)
 * gcc clang context-analysis sparse: silent: the member is private by its name only
 * coccinelle: silent: no rule looks for it
 * tokens: warning: own: __head is private to the library; reach it through the macros
 */
#include "../prelude.h"

void drop_all(struct box *box)
{
#ifdef MENDED
	for (;;) {
		own_auto(parcel_own, head);

		own_scoped_guard(spinlock, state, &box->state)
			own_refill(parcel_own, head, parcel_queue_pop(&state->queue));
		if (own_none(head))
			return;
	}
#else
	LIST_HEAD(mine);

	own_scoped_guard(spinlock, state, &box->state)
		list_splice_init(&state->queue.__head, &mine);	/* ERROR */
#endif
}
