// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a reader revokes what it has access to itself, and waits for itself
 * Rust: none (it compiles; RCU hangs)
 * gcc clang context-analysis: error: own: revoking here would wait for the access in this scope, for ever
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

#include <own/revocable.h>

struct depot {
	OWN_LOCKED(spinlock_t, struct box_list) boxes;
	unsigned int limit;
};

void depot_end(struct depot *depot);
DEFINE_OWN(depot_own, struct depot, OWN_KMALLOC, own_run(depot_end));

struct gate {
	struct kref refs;
	struct own_revocable depot;
	OWN_LOCKED(struct mutex, int) opens;
};

DECLARE_OWN(gate_own, struct gate);
DEFINE_OWN_REF(gate_ref, gate_own, struct gate, refs);
DEFINE_OWN_REVOCABLE(gate_depot, gate_ref, struct gate, depot, depot_own, struct depot);
IMPLEMENT_OWN(gate_own, struct gate, OWN_KMALLOC, own_member(gate_depot, depot));

int close_if_empty(struct gate *gate)
{
	{
		own_access(gate_depot, depot, gate);

		if (own_none(depot))
			return own_err(depot);
		own_guard(spinlock, boxes, &own_use(depot)->boxes);
		if (box_list_len(boxes))
			return -EBUSY;
#ifndef MENDED
		own_auto(depot_own, revoked, gate_depot_revoke(gate));	/* ERROR */
#endif
	}
#ifdef MENDED
	own_auto(depot_own, revoked, gate_depot_revoke(gate));
#endif
	return 0;
}
