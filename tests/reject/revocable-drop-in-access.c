// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: the last reference to a gate is dropped by who looks through it
 * Rust: E0505
 * gcc clang: error: own: 'g' is taken or dropped here while it is borrowed
 * context-analysis: silent: it follows pointers, not owners
 * own-check: warning: own: a pointer that was had from 'g' is passed on after that ended
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"
#include <own/revocable.h>

struct depot {
	OWN_LOCKED(spinlock_t, struct box_state) state;
	unsigned int limit;
};
DEFINE_OWN(depot_own, struct depot, OWN_KMALLOC, own_locked_member(parcel_queue, state, queue));

struct gate {
	struct kref refs;
	struct own_revocable depot;
};
DECLARE_OWN(gate_own, struct gate);
DEFINE_OWN_REF(gate_ref, gate_own, struct gate, refs);
DEFINE_OWN_REVOCABLE(gate_depot, gate_ref, struct gate, depot, depot_own, struct depot);
IMPLEMENT_OWN(gate_own, struct gate, OWN_KMALLOC, own_member(gate_depot, depot));

int limit_of(struct gate_ref gate)
{
	own_auto(gate_ref, g, gate);

	own_access(gate_depot, depot, own_use(g));	/* ERROR: own-check */
	if (own_none(depot))
		return own_err(depot);
#ifndef MENDED
	own_drop(gate_ref, g);	/* ERROR: gcc clang */
#endif
	return own_use(depot)->limit;
}
