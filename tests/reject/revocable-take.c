// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a reader takes what the revocable owns
 * Rust: E0507
 * gcc: error: own: this is lent to you and not yours to take|_Generic
 * clang context-analysis: error: own: this is lent to you and not yours to take|not compatible with any generic
 * coccinelle: silent: no rule looks for it
 * sparse: warning: no generic selection for 'void'
 * sparse: warning: invalid initializer
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

void steal(struct gate *gate)
{
#ifdef MENDED
	own_auto(depot_own, stolen, gate_depot_revoke(gate));
#else
	own_access(gate_depot, depot, gate);

	if (own_none(depot))
		return;
	own_auto(depot_own, stolen, own_take(depot));	/* ERROR */
#endif
}
