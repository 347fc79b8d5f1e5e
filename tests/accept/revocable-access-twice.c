// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: two accesses in one function, each in a scope of its own, and a spinlock inside
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

int limit_twice(struct gate *gate, struct gate *other)
{
	int sum = 0;

	for (int i = 0; i < 2; i++) {
		own_access(gate_depot, depot, i ? gate : other);

		if (own_none(depot))
			continue;
		own_borrow(d, depot);
		own_guard(spinlock, boxes, &d->boxes);
		sum += box_list_len(boxes);
	}
	{
		own_access(gate_depot, depot, gate);

		if (!own_none(depot))
			sum += own_use(depot)->limit;
	}
	own_access(gate_depot, last, gate);
	if (own_err(last))
		return own_err(last);
	return sum + own_use(last)->limit;
}
