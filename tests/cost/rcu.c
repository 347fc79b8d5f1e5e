// SPDX-License-Identifier: GPL-2.0-only
/* What a published pointer costs its readers: a read section and a test. */
#include <linux/rcupdate.h>
#include <linux/slab.h>
#include <own/locked.h>
#include <own/rcu.h>
#include "cost.h"

struct route {
	u32 metric;
	struct rcu_head rcu;
};
DEFINE_OWN_RCU(route_own, struct route, rcu, OWN_KMALLOC);

struct port {
	OWN_LOCKED(spinlock_t, struct route_own_rcu) route;
};

/* The same members in the same order. */
struct port_plain {
	spinlock_t lock;
	struct route __rcu *route;
};
static_assert(sizeof(struct port) == sizeof(struct port_plain));

int route_ask(const struct route *route, int what);

/* Look at what is published. */

static int COST(look_plain)(struct port_plain *port)
{
	struct route *route;

	guard(rcu)();
	route = rcu_dereference(port->route);
	if (!route)
		return -ENOENT;
	return route->metric;
}

/* cost: look: gcc -1: gcc loads the errno before the test and not behind a jump. */
static int COST(look_own)(struct port *port)
{
	own_rcu_read(route_own, route, own_rcu_in(&port->route));
	if (own_none(route))
		return own_err(route);
	return own_use(route)->metric;
}

/* Call with it, twice. */

static int COST(ask_plain)(struct port_plain *port, int what)
{
	struct route *route;
	int err;

	guard(rcu)();
	route = rcu_dereference(port->route);
	if (!route)
		return -ENOENT;
	err = route_ask(route, what);
	if (err)
		return err;
	return route_ask(route, what + 1);
}

/* cost: ask: gcc +6: the same way, but gcc gives the second answer a return of its own. */
static int COST(ask_own)(struct port *port, int what)
{
	int err;

	own_rcu_read(route_own, route, own_rcu_in(&port->route));
	if (own_none(route))
		return own_err(route);
	own_borrow(r, route);
	err = route_ask(r, what);
	if (err)
		return err;
	return route_ask(r, what + 1);
}

/* Publish another, and let the old one end after its readers. */

static void COST(set_plain)(struct port_plain *port, struct route *route)
{
	struct route *old;

	guard(spinlock)(&port->lock);
	old = rcu_replace_pointer(port->route, route, lockdep_is_held(&port->lock));
	if (old)
		kfree_rcu(old, rcu);
}

/*
 * cost: set: gcc 0, clang +1: one xchg() instead of a load and a store, so that two who do this
 * without the lock, by mistake, do not both free the old one.
 */
static void COST(set_own)(struct port *port, struct route_own route)
{
	own_guard(spinlock, current_one, &port->route);
	route_own_rcu_set(current_one, route);
}
