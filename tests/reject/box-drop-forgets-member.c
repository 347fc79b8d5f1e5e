// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a destructor forgets a member that owns
 * Rust: none: the compiler drops every member
 * gcc: silent: what a destructor has to empty is written nowhere
 * clang: silent: what a destructor has to empty is written nowhere
 * context-analysis: silent: what a destructor has to empty is written nowhere
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

void box_destroy(struct box *box)
{
	/* SAFETY: the last reference is gone. */
	own_auto(box_own, b, own_unsafe_from(box_own, box));

	parcel_queue_drop_all(&own_locked_mut(b, state)->queue);
#ifdef MENDED
	{
		own_auto(parcel_own, spare,
			 parcel_own_take_from(&own_locked_mut(b, settings)->spare));
	}
#endif
	/* SAFETY: freed here. */
	kfree(own_unsafe_into(b));
}
