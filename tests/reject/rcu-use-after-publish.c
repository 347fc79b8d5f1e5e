// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: an object is written to after it was published
 * Rust: E0382
 * gcc clang: error: own: 'new' is used here, but on some path it was taken or dropped before
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

int publish(const struct port *port, u32 metric)
{
	own_auto(route_own, new, own_alloc(route_own, GFP_KERNEL));

	if (own_none(new))
		return own_err(new);
	own_guard(spinlock, state, &port->state);
#ifdef MENDED
	own_mut(new)->metric = metric;
	route_own_rcu_set(&state->route, own_take(new));
#else
	route_own_rcu_set(&state->route, own_take(new));
	own_mut(new)->metric = metric;	/* ERROR */
#endif
	return 0;
}
