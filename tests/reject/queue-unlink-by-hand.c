// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: an element is unlinked by list_del() while it is looked at, and the queue still counts it
 * Rust: E0596
 * gcc: error: passing argument 1 of 'list_del' discards 'const' qualifier
 * clang: error: passing 'const struct list_head \*' to parameter of type 'struct list_head \*' discards qualifiers
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: no rule looks for it
 * sparse: warning: incorrect type in argument 1 \(different modifiers\)
 */
#include "../prelude.h"

void drop_tag(const struct box *box, u32 tag)
{
	own_guard(spinlock, state, &box->state);
	own_queue_for_each(parcel_queue, each, &state->queue) {
		if (own_use(each)->tag != tag)
			continue;
#ifdef MENDED
		own_auto(parcel_own, found, own_take_out(parcel_queue, each));
#else
		list_del(&own_use(each)->node);	/* ERROR */
#endif
		return;
	}
}
