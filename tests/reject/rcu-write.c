// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a reader changes what others read at the same time
 * Rust: E0594
 * gcc: error: assignment of member 'metric' in read-only object
 * clang context-analysis: error: read-only variable is not assignable
 * coccinelle: silent: this is a matter of types
 * sparse: warning: assignment to const expression
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

int set_metric(const struct port *port, u32 metric)
{
#ifdef MENDED
	own_auto(route_own, new, own_alloc(route_own, GFP_KERNEL));

	if (own_none(new))
		return own_err(new);
	own_mut(new)->metric = metric;
	own_guard(spinlock, state, &port->state);
	route_own_rcu_set(&state->route, own_take(new));
#else
	own_rcu_read(route_own, route, own_rcu_in(&port->state, route));

	if (own_none(route))
		return own_err(route);
	own_use(route)->metric = metric;	/* ERROR */
#endif
	return 0;
}
