// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: data is revoked and then lost
 * Rust: none (in Rust revoking drops; leaking is safe)
 * gcc: error: ignoring return value of type .struct depot_own_result., declared with attribute .nodiscard.
 * clang: error: ignoring return value of type 'depot_own_result' declared with 'nodiscard' attribute
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

void unbind(struct gate *gate)
{
	gate_depot_mark_dead(gate);
#ifdef MENDED
	own_auto(depot_own, depot, gate_depot_revoke(gate));
#else
	gate_depot_revoke(gate);	/* ERROR */
#endif
}
