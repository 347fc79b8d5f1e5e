// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: the published pointer is read without a read section
 * Rust: E0616
 * gcc clang context-analysis: error: '__object' is unavailable: own: private
 * coccinelle: silent: no rule looks for it
 * sparse: warning: dereference of noderef expression
 * tokens: warning: own: __object is private to the library; reach it through the macros
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

u32 metric_of(const struct port *port)
{
	own_guard(spinlock, state, &port->state);
#ifdef MENDED
	own_peek(route_own_rcu, route, &state->route);

	return own_none(route) ? 0 : own_use(route)->metric;
#else
	return state->route.__object->metric;	/* ERROR */
#endif
}
