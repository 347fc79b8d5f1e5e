// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a revocable is a member of something that nobody counts
 * Rust: none (a Revocable can be anywhere its references reach)
 * gcc clang context-analysis: error: own: box_ref does not count struct gate
 * coccinelle: silent: no rule looks for it
 * sparse: warning: static assertion failed: "own: box_ref does not count struct gate"
 */
#include "../prelude.h"

#include <own/revocable.h>

struct depot {
	unsigned int limit;
};

void depot_free(struct depot *depot);
DEFINE_OWN(depot_own, struct depot, depot_free);

struct gate {
	struct kref refs;
	struct own_revocable depot;
};

DECLARE_OWN(gate_own, struct gate);
DEFINE_OWN_REF(gate_ref, gate_own, struct gate, refs);
#ifdef MENDED
DEFINE_OWN_REVOCABLE(gate_depot, gate_ref, struct gate, depot, depot_own, struct depot);
#else
DEFINE_OWN_REVOCABLE(gate_depot, box_ref, struct gate, depot, depot_own, struct depot);	/* ERROR */
#endif
