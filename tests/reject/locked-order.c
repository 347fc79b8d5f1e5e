// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: two locks are taken in the other order than their structures declare
 * Rust: none (a deadlock is safe in Rust)
 * gcc: silent: lock order is not followed; lockdep reports it at run time
 * clang: silent: lock order is not followed; lockdep reports it at run time
 * context-analysis: warning: must be acquired before
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

OWN_LOCK_MARK(below_shop);

struct shop {
	OWN_LOCKED(struct mutex, struct box_settings) settings __own_acquired_before(below_shop);
};

struct shelf {
	OWN_LOCKED(struct mutex, struct box_state) state __own_acquired_after(below_shop);
};

size_t shop_used(struct shop *shop, struct shelf *shelf)
{
#ifdef MENDED
	own_guard(mutex, settings, &shop->settings);
	own_guard(mutex, state, &shelf->state);
#else
	own_guard(mutex, state, &shelf->state);
	own_guard(mutex, settings, &shop->settings);	/* ERROR */
#endif
	return min_t(size_t, state->bytes, settings->capacity);
}
