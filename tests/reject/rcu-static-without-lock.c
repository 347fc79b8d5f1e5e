// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: something published that has no lock is looked at by one who changes it, and replaced by another
 * Rust: E0277 (a static has to be Sync)
 * gcc clang context-analysis coccinelle sparse: silent: that a static variable has a lock is not known
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
static OWN_LOCKED(struct mutex, struct route_own_rcu) best =
	OWN_LOCKED_INIT(__MUTEX_INITIALIZER, best, { });
#else
static struct route_own_rcu best;
#endif

void improve(struct route_own route)
{
	own_auto(route_own, better, route);
#ifdef MENDED
	own_guard(mutex, slot, &best);
#else
	struct route_own_rcu *slot = &best;
#endif
	{
		own_peek(route_own_rcu, now, slot);
		if (!own_none(now) && own_use(now)->metric <= own_use(better)->metric)
			return;
	}
	route_own_rcu_set(slot, own_take(better));	/* ERROR */
}
