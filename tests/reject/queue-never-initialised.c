// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a queue is used, and nobody has initialised it
 * Rust: E0381
 * gcc clang context-analysis: silent: what is in memory is not known
 * own-check: warning: own: 'waste' is used here, and nothing in this file calls 'waste_init\(\)'
 * coccinelle: silent: it looks for raw pointers
 * sparse: silent: it does not follow values
 *
 * The memory of the object is zero, so the first push is an oops. Where the queue is defined nobody
 * else can initialise it. Of two queues of one kind own-check does not know which.
 */
#include "../prelude.h"

DEFINE_OWN_QUEUE(waste, parcel_own, struct parcel, node);

struct bin {
	OWN_LOCKED(spinlock_t, struct waste) waste;
};
DEFINE_OWN(bin_own, struct bin, OWN_KMALLOC, own_locked_member(waste, waste));

struct bin_own_result bin_new(void)
{
	own_auto(bin_own, b, own_alloc(bin_own, GFP_KERNEL));

	if (own_none(b))
		return own_fail(bin_own, own_err(b));
	own_locked_init(&own_mut(b)->waste);
#ifdef MENDED
	waste_init(own_locked_mut(&own_mut(b)->waste));
#endif
	return own_ok(b);
}

void bin_throw(const struct bin *bin, struct parcel_own parcel)
{
	own_guard(spinlock, waste, &bin->waste);

	waste_push(waste, parcel);	/* ERROR: own-check */
}
