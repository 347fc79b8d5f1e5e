// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: nobody looks whether the revocable could be made
 * Rust: unused_must_use
 * gcc: error: ignoring return value of type .struct depot_own_rest., declared with attribute .nodiscard.
 * clang: error: ignoring return value of type 'depot_own_rest' declared with 'nodiscard' attribute
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

struct gate_ref_result gate_new(struct depot_own behind)
{
	own_auto(depot_own, depot, behind);
	own_auto(gate_own, gate, own_alloc(gate_own, GFP_KERNEL));

	if (own_none(gate))
		return own_fail(gate_ref, -ENOMEM);
#ifdef MENDED
	int err = own_rest(depot, gate_depot_init(own_mut(gate), own_take(depot)));

	if (err)
		return own_fail(gate_ref, err);
#else
	gate_depot_init(own_mut(gate), own_take(depot));	/* ERROR */
#endif
	own_auto(gate_ref, shared, gate_ref_share(own_take(gate)));
	return own_ok(shared);
}
