// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: what a reader found is named after its read section
 * Rust: E0425
 * gcc: error: 'route' undeclared
 * clang context-analysis: error: use of undeclared identifier 'route'
 * coccinelle: silent: no rule looks for it
 * sparse: warning: undefined identifier 'route'
 * sparse: warning: cast from unknown type
 * sparse: warning: cannot dereference this type
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

int metric_of(const struct port *port)
{
	u32 metric = 0;

	{
		own_rcu_read(route_own, route, own_rcu_in(&port->state, route));

		if (own_none(route))
			return own_err(route);
#ifdef MENDED
		metric = own_use(route)->metric;
#endif
	}
#ifndef MENDED
	metric = own_use(route)->metric;	/* ERROR */
#endif
	return metric;
}
