// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a function that a reader calls sleeps
 * Rust: none in the language (klint reports it)
 * gcc clang: silent: they see one scope
 * context-analysis: silent: the function has no contract
 * own-check: warning: own: 'route_dim' may sleep, but RCU is read here
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not know which function sleeps
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

static void route_dim(u32 metric)
{
	msleep(metric);
}

int metric_after_rest(const struct port *port)
{
	u32 metric;

	{
		own_rcu_read(route_own, route, own_rcu_in(&port->state, route));

		if (own_none(route))
			return own_err(route);
		metric = own_use(route)->metric;
#ifndef MENDED
		route_dim(metric);	/* ERROR */
#endif
	}
	route_dim(metric);
	return metric;
}
