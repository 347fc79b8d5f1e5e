// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a function gives away a pointer that is good in its read section only
 * Rust: E0515
 * gcc clang context-analysis: silent: the pointer is not followed
 * own-check: warning: own: a pointer that was had from 'route' is returned after that ended
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
int route_of(const struct port *port)
#else
const struct route *route_of(const struct port *port)
#endif
{
	own_rcu_read(route_own, route, own_rcu_in(&port->state, route));

	if (own_none(route))
#ifdef MENDED
		return own_err(route);
	return own_use(route)->metric;
#else
		return NULL;
	return own_use(route);	/* ERROR */
#endif
}
