// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: RCU by hand, in a file that forbids it
 * Rust: #![forbid(unsafe_code)]
 * gcc: error: (attempt to use poisoned|implicit declaration of function)
 * clang: error: (attempt to use a poisoned identifier|call to undeclared function)
 * context-analysis: error: attempt to use a poisoned identifier
 * coccinelle own-check: silent: the compilers reject it
 * sparse: warning: undefined identifier
 */
#include "../prelude.h"
#include <own/rcu.h>
#ifndef MENDED
#include <own/strict.h>
#endif

struct raw_route {
	u32 metric;
	struct rcu_head rcu;
};

void raw_publish(struct raw_route __rcu **place, struct raw_route *route)
{
	rcu_assign_pointer(*place, route);	/* ERROR */
}

void raw_end(struct raw_route *route, rcu_callback_t freeing)
{
	call_rcu(&route->rcu, freeing);	/* ERROR: gcc clang context-analysis */
}

void raw_wait(void)
{
	synchronize_rcu();	/* ERROR: gcc clang context-analysis */
}
