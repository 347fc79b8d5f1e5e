// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: a reader takes a reference to what it found, leaves, and then sleeps
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

static struct box_ref_result lookup(struct gate *gate, unsigned int id)
{
	own_access(gate_depot, depot, gate);
	if (own_none(depot))
		return own_fail(box_ref, own_err(depot));
	own_borrow(d, depot);
	own_guard(spinlock, boxes, &d->boxes);
	own_queue_for_each(box_list, box, boxes) {
		if (own_use(box)->id == id) {
			own_auto(box_ref, found, box_ref_get(own_use(box)));
			return own_ok(found);
		}
	}
	return own_fail(box_ref, -ENOENT);
}

int send(struct gate *gate, unsigned int id, size_t len)
{
	own_auto(box_ref, box, lookup(gate, id));
	own_auto(parcel_own, p, parcel_new(len));

	if (own_none(box))
		return own_err(box);
	if (own_none(p))
		return own_err(p);
	own_may_sleep();
	msleep(20);
	return own_rest(p, box_push(own_use(box), own_take(p)));
}
