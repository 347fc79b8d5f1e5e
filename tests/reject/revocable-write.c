// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: data that was let through a gate is changed without a lock
 * Rust: E0594
 * gcc: error: assignment of member 'limit' in read-only object
 * clang context-analysis: error: read-only variable is not assignable
 * coccinelle: silent: this is a matter of types
 * sparse: warning: assignment to const expression
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

int set_limit(const struct gate *gate, unsigned int limit)
{
	own_access(gate_depot, depot, gate);
	if (own_none(depot))
		return own_err(depot);
#ifdef MENDED
	own_guard(spinlock, state, &own_use(depot)->state);
	state->bytes = limit;
#else
	own_use(depot)->limit = limit;	/* ERROR */
#endif
	return 0;
}
