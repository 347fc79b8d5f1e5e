// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a module goes while RCU has yet to call its code
 * Rust: none (a module cannot be unloaded safely there, either)
 * gcc clang context-analysis coccinelle sparse: silent: no rule looks at how a module ends
 * tokens: warning: own: RCU may have yet to call the end of 'route_own' when this module is gone
 */
#include "../prelude.h"
#include <own/rcu.h>

struct route {
	u32 metric;
	struct rcu_head rcu;
};
static void route_end(struct route *route)
{
	pr_debug("%u\n", route->metric);
}
DEFINE_OWN_RCU(route_own, struct route, rcu, OWN_KMALLOC, own_run(route_end));

static OWN_LOCKED(struct mutex, struct route_own_rcu) best =
	OWN_LOCKED_INIT(__MUTEX_INITIALIZER, best, { });

static void __exit routes_exit(void)
{
	own_scoped_guard(mutex, slot, &best)
		route_own_rcu_clear(slot);
#ifdef MENDED
	own_rcu_barrier();
#endif
}
module_exit(routes_exit);	/* ERROR */
