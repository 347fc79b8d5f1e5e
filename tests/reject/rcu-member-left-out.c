// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: the end of an object leaves out what it publishes
 * Rust: none (Rust does it by itself)
 * gcc clang context-analysis: silent: what the end has to empty is counted, and not compared with the members
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it knows no const members
 * tokens: warning: own: member 'state.route' of struct port owns
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
	struct route_own_rcu backup;
	OWN_LOCKED(spinlock_t, struct port_state) state;
};
#ifdef MENDED
DEFINE_OWN(port_own, struct port, OWN_KMALLOC,
	   own_member(route_own_rcu, backup), own_locked_member(route_own_rcu, state, route));
#else
DEFINE_OWN(port_own, struct port, OWN_KMALLOC, own_member(route_own_rcu, backup));	/* ERROR */
#endif
