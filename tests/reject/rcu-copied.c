// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: the published pointer is copied, and has two owners
 * Rust: E0505
 * gcc: error: assignment of read-only (location|member|variable)
 * clang context-analysis: error: cannot assign to lvalue with const-qualified data member|cannot assign
 * coccinelle: silent: this is a matter of types
 * sparse: silent: it knows no const members
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

void duplicate(const struct port *port, struct port_state *to)
{
	own_guard(spinlock, state, &port->state);
#ifdef MENDED
	to->down = state->down;
#else
	to->route = state->route;	/* ERROR */
#endif
}
