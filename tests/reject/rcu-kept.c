// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a pointer is used after the read section in which it was found
 * Rust: E0597
 * gcc clang context-analysis: silent: the pointer is not followed
 * own-check: warning: own: a pointer that was had from 'route' is used after that ended
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

int metric_slowly(const struct port *port)
{
	const struct route *found;
	u32 metric;

	{
		own_rcu_read(route_own, route, own_rcu_in(&port->state, route));

		if (own_none(route))
			return own_err(route);
		found = own_use(route);
		metric = found->metric;
	}
	msleep(10);
#ifdef MENDED
	return metric;
#else
	return found->metric + metric;	/* ERROR */
#endif
}
