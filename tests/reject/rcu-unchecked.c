// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: what is published is used without asking whether there is anything
 * Rust: E0308 (an Option is not its value)
 * gcc clang: error: own: 'route' is used here, but on some path own_none\(\) was not asked whether it holds anything
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

int metric_of(const struct port *port)
{
	own_rcu_read(route_own, route, own_rcu_in(&port->state, route));

#ifdef MENDED
	if (own_none(route))
		return own_err(route);
#endif
	return own_use(route)->metric;	/* ERROR */
}
