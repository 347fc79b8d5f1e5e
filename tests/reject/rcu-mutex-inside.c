// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a reader takes a mutex in its read section
 * Rust: none (the tool klint)
 * gcc clang context-analysis: error: own: this lock may sleep, but a spinlock is held in this scope
 * coccinelle: silent: no rule looks for it
 * sparse: warning: static assertion failed: "own: this lock may sleep, but a spinlock is held in this scope"
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

int capacity_and_metric(const struct port *port, const struct box *box)
{
	unsigned int capacity = 0;

#ifdef MENDED
	own_scoped_guard(mutex, settings, &box->settings)
		capacity = settings->capacity;
#endif
	own_rcu_read(route_own, route, own_rcu_in(&port->state, route));
	if (own_none(route))
		return own_err(route);
#ifndef MENDED
	own_guard(mutex, settings, &box->settings);	/* ERROR */
	capacity = settings->capacity;
#endif
	return own_use(route)->metric + capacity;
}
