// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: an object is unlinked from its queue and lost
 * Rust: none (unused_must_use; leaking is safe in Rust)
 * gcc: error: ignoring return value of type .struct parcel_own., declared with attribute .nodiscard.
 * clang: error: ignoring return value of type 'parcel_own' declared with 'nodiscard' attribute
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: the compilers know
 * sparse: silent: it does not know the attribute
 */
#include "../prelude.h"

void drop_tag(struct box *box, u32 tag)
{
	struct parcel *each;

	own_guard(spinlock, state, &box->state);
	queue_for_each(each, &state->queue, node) {
		if (each->tag != tag)
			continue;
#ifdef MENDED
		own_auto(parcel_own, found, parcel_queue_remove(&state->queue, each));
#else
		parcel_queue_remove(&state->queue, each);	/* ERROR */
#endif
		return;
	}
}
