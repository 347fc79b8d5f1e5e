// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: an object is taken out of its queue and lost
 * Rust: none (unused_must_use; leaking is safe in Rust)
 * gcc: error: ignoring return value of type .struct parcel_own., declared with attribute .nodiscard.
 * clang: error: ignoring return value of type 'parcel_own' declared with 'nodiscard' attribute
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: the compilers know
 * sparse: silent: it does not know the attribute
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
		own_take_out(parcel_queue, each);	/* ERROR */
#endif
		return;
	}
}
