// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: what is published is looked at with neither the lock nor a read section
 * Rust: none
 * gcc: error: discards .const. qualifier
 * clang context-analysis: error: passing 'const typeof
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

int metric_of(const struct port *port)
{
#ifdef MENDED
	own_rcu_read(route_own, route, own_rcu_in(&port->state, route));
#else
	own_peek(route_own_rcu, route, own_rcu_in(&port->state, route));	/* ERROR */
#endif
	if (own_none(route))
		return own_err(route);
	return own_use(route)->metric;
}
