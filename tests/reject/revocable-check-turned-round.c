// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: revocable data is used where it is known to be gone
 * Rust: E0308 (an Option is not its value)
 * gcc: warning: own: 'depot' is used here, but on some path own_none\(\) was not asked whether it holds anything
 * clang: warning: own: 'depot' is used here, but on some path own_none\(\) was not asked whether it holds anything
 * context-analysis: silent: it follows pointers, not owners
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
	own_access(gate_depot, depot, gate);

#ifdef MENDED
	if (!own_none(depot))
#else
	if (own_none(depot))
#endif
		return own_use(depot)->limit;	/* ERROR */
	return own_err(depot);
}
