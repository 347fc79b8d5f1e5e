// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a list is spliced to the stack by hand below strict.h, to be walked without its lock
 * Rust: none (taking the list is safe; removing an element of it by a reference is not: E0133)
 * gcc: error: attempt to use poisoned "list_splice_init"
 * clang: error: attempt to use a poisoned identifier
 * context-analysis: error: attempt to use a poisoned identifier
 * coccinelle: silent: the compilers reject it
 * sparse: silent: it knows no poison
 */
#include "../prelude.h"

#include <own/strict.h>

void drop_all(struct box *box, struct list_head *list)
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
		list_splice_init(list, &mine);	/* ERROR: gcc clang context-analysis */
#endif
}
