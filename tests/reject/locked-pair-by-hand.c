// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: two locks of a kind are taken one by one, in an order that nothing fixes
 * Rust: none (a deadlock is safe in Rust)
 * gcc: silent: lock order is not followed; lockdep reports it at run time
 * clang: silent: lock order is not followed; lockdep reports it at run time
 * context-analysis: silent: lock order is not followed
 * coccinelle: silent: no rule looks for it
 * sparse: silent: lock order is not followed
 */
#include "../prelude.h"

void merge(struct box *from, struct box *to)
{
	if (from == to)
		return;
#ifdef MENDED
	own_guard_pair(spinlock, source, from, target, to, state);
#else
	own_guard(spinlock, source, &from->state);
	own_guard(spinlock, target, &to->state);
#endif

	target->bytes += source->bytes;
	source->bytes = 0;
}
