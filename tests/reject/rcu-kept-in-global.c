// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a pointer to what readers see is stored where it outlives the read section
 * Rust: E0597
 * gcc clang context-analysis: silent: the pointer is not followed
 * own-check: warning: own: a pointer that was had from 'route' is stored
 * coccinelle: silent: it does not follow pointers, own-check does
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

#ifdef MENDED
static u32 last_seen;
#else
static const struct route *last_seen;
#endif

int remember(const struct port *port)
{
	own_rcu_read(route_own, route, own_rcu_in(&port->state, route));

	if (own_none(route))
		return own_err(route);
#ifdef MENDED
	last_seen = own_use(route)->metric;
	return last_seen;
#else
	last_seen = own_use(route);	/* ERROR */
	return last_seen->metric;
#endif
}
