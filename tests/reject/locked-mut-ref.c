// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: locked data is reached without the lock through a shared object
 * Rust: E0596
 * gcc: error: 'struct box_ref_owner__needs_own_none_own_use_or_own_take' has no member named '__own_mut_needs_a_unique_owner'
 * clang context-analysis: error: no member named '__own_mut_needs_a_unique_owner' in 'struct box_ref_owner__needs_own_none_own_use_or_own_take'
 * coccinelle: silent: this is a matter of types
 * sparse: warning: no member '__own_mut_needs_a_unique_owner' in struct box_ref_owner__needs_own_none_own_use_or_own_take
 */
#include "../prelude.h"

void kill(struct box_ref ref)
{
	own_auto(box_ref, b, ref);

#ifdef MENDED
	own_borrow(box, b);
	own_guard(spinlock, state, &box->state);
	state->dead = true;
#else
	own_locked_mut(&own_mut(b)->state)->dead = true;	/* ERROR */
#endif
}
