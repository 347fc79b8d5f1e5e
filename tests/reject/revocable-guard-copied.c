// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: the index of a read section leaves the stack
 * Rust: E0616
 * gcc clang context-analysis: error: '__own_guard_depot' is unavailable: own: private
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not follow values
 * tokens: warning: own: __own_guard_depot is private to the library; reach it through the macros
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

class_srcu_t kept;

int limit_of(struct gate *gate)
{
	own_access(gate_depot, depot, gate);

	if (own_none(depot))
		return own_err(depot);
#ifndef MENDED
	kept = __own_guard_depot;	/* ERROR */
#endif
	return own_use(depot)->limit;
}
