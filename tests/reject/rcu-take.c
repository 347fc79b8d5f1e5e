// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a reader takes what is published
 * Rust: E0507
 * gcc: error: own: this is lent to you and not yours to take|_Generic
 * clang context-analysis: error: own: this is lent to you and not yours to take|not compatible with any generic
 * coccinelle: silent: no rule looks for it
 * sparse: warning: no generic selection for 'void'
 * sparse: warning: invalid initializer
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

void steal(const struct port *port)
{
#ifdef MENDED
	own_guard(spinlock, state, &port->state);
	route_own_rcu_clear(&state->route);
#else
	own_rcu_read(route_own, route, own_rcu_in(&port->state, route));

	if (own_none(route))
		return;
	own_auto(route_own, stolen, own_take(route));	/* ERROR */
#endif
}
