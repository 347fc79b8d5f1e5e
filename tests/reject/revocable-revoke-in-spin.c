// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: data is revoked, which waits for readers, while a spinlock is held
 * Rust: none in the language (klint reports it)
 * own-check: warning: own: 'gate_depot_revoke' may sleep, but a spinlock is held \(Rust: the tool klint\)
 * gcc clang context-analysis coccinelle sparse: silent: the functions that a DEFINE_OWN macro defines do not ask own_may_sleep(); the kernel does at run time
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

void unbind(const struct gate *gate, const struct box *box)
{
	own_scoped_guard(spinlock, state, &box->state) {
		state->dead = true;
#ifndef MENDED
		own_auto(depot_own, depot, gate_depot_revoke(gate));	/* ERROR */
#endif
	}
#ifdef MENDED
	own_auto(depot_own, depot, gate_depot_revoke(gate));
#endif
}
