// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a reader changes shared revocable data as if it were alone
 * Rust: E0596
 * gcc clang context-analysis: error: own: this is shared and not to be changed here; use a lock, or borrow mut
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

#include <own/revocable.h>

struct depot {
	OWN_LOCKED(spinlock_t, struct box_list) boxes;
	unsigned int limit;
};

void depot_free(struct depot *depot);
DEFINE_OWN(depot_own, struct depot, depot_free);

struct gate {
	struct kref refs;
	struct own_revocable depot;
	OWN_LOCKED(struct mutex, int) opens;
};

void gate_free(struct gate *gate);
DEFINE_OWN(gate_own, struct gate, gate_free);
DEFINE_REF(gate_ref, gate_own, struct gate, refs);
DEFINE_REVOCABLE(gate_depot, gate_ref, struct gate, depot, depot_own, struct depot);


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
