// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: something is published without the lock under which it is published
 * Rust: E0596
 * gcc: error: passing argument 1 of .route_own_rcu_set. discards .const. qualifier
 * clang: error: passing 'const struct route_own_rcu \*.*' to parameter of type 'struct route_own_rcu \*' discards qualifiers
 * context-analysis: silent: this is a matter of types
 * coccinelle: silent: this is a matter of types
 * sparse: warning: incorrect type in argument 1 \(different modifiers\)
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

void publish(const struct port *port, struct route_own route)
{
#ifdef MENDED
	own_guard(spinlock, state, &port->state);
	route_own_rcu_set(&state->route, route);
#else
	route_own_rcu_set(own_rcu_in(&port->state, route), route);	/* ERROR */
#endif
}
