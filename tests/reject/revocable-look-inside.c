// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: revocable data is reached without an access
 * Rust: E0616
 * gcc clang context-analysis: error: '__inside' is unavailable: own: private
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

int limit_of(struct gate *gate)
{
#ifdef MENDED
	own_access(gate_depot, depot, gate);

	if (own_none(depot))
		return own_err(depot);
	return own_use(depot)->limit;
#else
	return ((struct depot *)gate->depot.__inside.open)->limit;	/* ERROR */
#endif
}
