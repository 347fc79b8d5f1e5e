// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: the object that has what is published is dropped by who reads it
 * Rust: E0505
 * gcc clang: error: own: 'p' is taken or dropped here while it is borrowed
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"
#include <own/rcu.h>

struct route {
	u32 metric;
	struct rcu_head rcu;
};
DEFINE_OWN_RCU(route_own, struct route, rcu, OWN_KMALLOC);

struct port_state {
	struct route_own_rcu route;
	bool down;
};

struct port {
	struct kref refs;
	OWN_LOCKED(spinlock_t, struct port_state) state;
};
DEFINE_OWN(port_own, struct port, OWN_KMALLOC, own_locked_member(route_own_rcu, state, route));
DEFINE_OWN_REF(port_ref, port_own, struct port, refs);

int last_metric(struct port_ref port)
{
	int metric = 0;

	own_auto(port_ref, p, port);
	{
		own_rcu_read(route_own, route, own_rcu_in(&own_use(p)->state, route));

#ifndef MENDED
		own_drop(port_ref, p);	/* ERROR */
#endif
		if (!own_none(route))
			metric = own_use(route)->metric;
	}
#ifdef MENDED
	own_drop(port_ref, p);
#endif
	return metric;
}
