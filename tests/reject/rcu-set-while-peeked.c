// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: what is looked at under the lock is replaced, and used then
 * Rust: E0506
 * gcc clang context-analysis: error: own: what route_own_rcu has is being looked at in this scope, and cannot be changed
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not know the attribute
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

u32 replace(const struct port *port, struct route_own route)
{
	own_auto(route_own, new, route);
	u32 metric;

	own_guard(spinlock, state, &port->state);
	{
		own_peek(route_own_rcu, old, &state->route);

		if (own_none(old))
			return 0;
#ifndef MENDED
		route_own_rcu_set(&state->route, own_take(new));	/* ERROR */
#endif
		metric = own_use(old)->metric;
	}
#ifdef MENDED
	route_own_rcu_set(&state->route, own_take(new));
#endif
	return metric;
}
