// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a reader sleeps in its read section
 * Rust: none (the tool klint)
 * gcc clang context-analysis: error: own: this may sleep, but
 * coccinelle: silent: no rule looks for it
 * sparse: warning: static assertion failed: "own: this may sleep, but a spinlock is held in this scope"
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

int metric_later(const struct port *port)
{
#ifdef MENDED
	own_may_sleep();
	msleep(100);
#endif
	own_rcu_read(route_own, route, own_rcu_in(&port->state, route));
	if (own_none(route))
		return own_err(route);
#ifndef MENDED
	own_may_sleep();	/* ERROR */
	msleep(100);
#endif
	return own_use(route)->metric;
}
