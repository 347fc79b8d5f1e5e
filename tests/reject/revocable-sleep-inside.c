// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a reader may sleep while it has access, and unbind waits for it
 * Rust: none (only documented)
 * gcc clang context-analysis: error: own: this may sleep, but
 * coccinelle: silent: no rule looks for it
 * sparse: warning: static assertion failed: "own: this may sleep, but a spinlock is held in this scope"
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

int limit_later(struct gate *gate)
{
	own_may_sleep();
	msleep(100);

	own_access(gate_depot, depot, gate);
	if (own_none(depot))
		return own_err(depot);
#ifndef MENDED
	own_may_sleep();	/* ERROR */
	msleep(100);
#endif
	return own_use(depot)->limit;
}
