// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a pointer to revocable data is kept, and used after the end of the access
 * Rust: E0597
 * gcc clang: silent: they follow owners, not pointers
 * context-analysis: silent: it reads no member
 * own-check: warning: own: a pointer that was had from 'depot' is used after that ended
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
};

DECLARE_OWN(gate_own, struct gate);
DEFINE_OWN_REF(gate_ref, gate_own, struct gate, refs);
DEFINE_OWN_REVOCABLE(gate_depot, gate_ref, struct gate, depot, depot_own, struct depot);
IMPLEMENT_OWN(gate_own, struct gate, OWN_KMALLOC, own_member(gate_depot, depot));

int limit_of(const struct gate *gate)
{
	const struct depot *raw;
	unsigned int limit = 0;

	{
		own_access(gate_depot, depot, gate);

		if (own_none(depot))
			return own_err(depot);
		raw = own_use(depot);
#ifdef MENDED
		limit = raw->limit;
#endif
	}
#ifndef MENDED
	limit = raw->limit;	/* ERROR: own-check */
#endif
	return limit;
}
