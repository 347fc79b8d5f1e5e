// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: what readers look at is freed as soon as it is replaced
 * Rust: E0597
 * gcc: error: field .route. has incomplete type
 * clang context-analysis: error: field has incomplete type 'struct route_own_rcu'
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it takes the member for an empty one
 */
#include "../prelude.h"
#include <own/rcu.h>

struct route {
	u32 metric;
	struct rcu_head rcu;
};
#ifdef MENDED
DEFINE_OWN_RCU(route_own, struct route, rcu, OWN_KMALLOC);
#else
DEFINE_OWN(route_own, struct route, OWN_KMALLOC);
#endif

struct port_state {
	struct route_own_rcu route;	/* ERROR */
	bool down;
};
