// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a reader changes shared revocable data as if it were alone
 * Rust: E0596
 * gcc clang context-analysis: error: own: this is shared and not to be changed here; use a lock, or borrow mut
 * gcc: error: assignment of member 'limit' in read-only object
 * clang context-analysis: error: cannot assign to variable|read-only variable is not assignable
 * coccinelle: silent: no rule looks for it
 * sparse: warning: assignment to const expression
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

int set_limit(struct gate *gate, unsigned int limit)
{
	own_access(gate_depot, depot, gate);

	if (own_none(depot))
		return own_err(depot);
#ifdef MENDED
	own_guard(spinlock, boxes, &own_use(depot)->boxes);
	if (box_list_len(boxes) > limit)
		return -EBUSY;
#else
	own_mut(depot)->limit = limit;	/* ERROR */
#endif
	return 0;
}
