// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: who has the lock takes out what readers may be looking at
 * Rust: E0507
 * gcc clang context-analysis: error: own: readers may be looking at this, so it cannot be had alone; set or clear it, and it ends after them
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

void withdraw(const struct port *port)
{
	own_guard(spinlock, state, &port->state);
#ifdef MENDED
	route_own_rcu_clear(&state->route);
#else
	own_peek(route_own_rcu, old, &state->route);

	if (own_none(old))
		return;
	own_auto(route_own, mine, own_take_out(route_own_rcu, old));	/* ERROR */
#endif
}
