// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: a device is bound, and unbound while files are open
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

struct gate_ref_result bind(unsigned int limit)
{
	int err;

	own_auto(gate_own, gate, own_alloc(gate_own, GFP_KERNEL));
	own_auto(depot_own, depot, own_alloc(depot_own, GFP_KERNEL));
	if (own_none(gate))
		return own_fail(gate_ref, own_err(gate));
	if (own_none(depot))
		return own_fail(gate_ref, own_err(depot));
	own_locked_init(&own_mut(depot)->boxes);
	box_list_init(own_locked_mut(&own_mut(depot)->boxes));
	own_mut(depot)->limit = limit;
	own_locked_init(&own_mut(gate)->opens);
	err = own_rest(depot, gate_depot_init(own_mut(gate), own_take(depot)));
	if (err)
		return own_fail(gate_ref, err);

	own_auto(gate_ref, shared, gate_ref_share(own_take(gate)));
	return own_ok(shared);
}

static int wait_for_box(struct gate *gate, wait_queue_head_t *waiters)
{
	int err = wait_event_interruptible(*waiters, ready(1) || gate_depot_is_dead(gate));

	if (err)
		return err;
	return gate_depot_is_dead(gate) ? -ENODEV : 0;
}

int unbind(struct gate *gate, wait_queue_head_t *waiters)
{
	if (wait_for_box(gate, waiters) == -ERESTARTSYS)
		return -EINTR;
	gate_depot_mark_dead(gate);
	wake_up_all(waiters);

	own_auto(depot_own, depot, gate_depot_revoke(gate));
	if (own_none(depot))
		return own_err(depot);
	return 0;
}
