// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: locked data that was reached without its lock is kept beyond the set-up
 * Rust: E0597
 * gcc clang context-analysis: silent: the pointer is not followed
 * own-check: warning: own: a pointer that was had from 'new' is stored into a variable that outlives it
 * coccinelle: silent: it does not follow pointers, own-check does
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

#ifndef MENDED
static struct box_state *newest;
#endif

struct box_ref_result box_new(void)
{
	own_auto(box_own, new, own_alloc(box_own, GFP_KERNEL));

	if (own_none(new))
		return own_fail(box_ref, own_err(new));
	own_locked_init(&own_mut(new)->state);
#ifdef MENDED
	parcel_queue_init(&own_locked_mut(&own_mut(new)->state)->queue);
#else
	newest = own_locked_mut(&own_mut(new)->state);	/* ERROR */
	parcel_queue_init(&newest->queue);
#endif
	own_auto(box_ref, shared, box_ref_share(own_take(new)));
	return own_ok(shared);
}
