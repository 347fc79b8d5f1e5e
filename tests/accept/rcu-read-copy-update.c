// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: what is read without a lock is changed by publishing a copy under the lock
 */
#include "../prelude.h"
#include <own/rcu.h>

struct route {
	u32 metric, hops;
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
	OWN_LOCKED(struct mutex, struct route_own_rcu) spare;
};
DEFINE_OWN(port_own, struct port, OWN_KMALLOC,
	   own_locked_member(route_own_rcu, state, route),
	   own_locked_member(route_own_rcu, spare));
DEFINE_OWN_REF(port_ref, port_own, struct port, refs);

#include <own/strict.h>

int port_metric(const struct port *port)
{
	own_rcu_read(route_own, route, own_rcu_in(&port->state, route));

	if (own_none(route))
		return own_err(route);
	return own_use(route)->metric;
}

int port_cost(const struct port *port)
{
	int cost = 0;

	{
		own_rcu_read(route_own, spare, own_rcu_in(&port->spare));

		if (!own_none(spare)) {
			own_borrow(s, spare);
			cost = s->metric + s->hops;
		}
	}
	{
		own_rcu_read(route_own, route, own_rcu_in(&port->state, route));

		if (!own_none(route))
			cost = min(cost, (int)own_use(route)->metric);
	}
	return cost;
}

int port_lengthen(const struct port *port)
{
	own_auto(route_own, longer, own_alloc(route_own, GFP_KERNEL));

	if (own_none(longer))
		return own_err(longer);
	own_guard(spinlock, state, &port->state);
	if (state->down)
		return -ENETDOWN;
	{
		own_peek(route_own_rcu, now, &state->route);

		if (own_none(now))
			return own_err(now);
		own_mut(longer)->metric = own_use(now)->metric;
		own_mut(longer)->hops = own_use(now)->hops + 1;
	}
	route_own_rcu_set(&state->route, own_take(longer));
	return 0;
}

void port_stop(const struct port *port)
{
	own_guard(spinlock, state, &port->state);

	state->down = true;
	route_own_rcu_clear(&state->route);
}
