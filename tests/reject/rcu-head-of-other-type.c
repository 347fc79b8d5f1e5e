// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: the member that shall put off the end is no rcu_head
 * Rust: E0277
 * gcc clang context-analysis: error: own: metric is not a struct rcu_head in the first 4096 bytes
 * coccinelle: silent: no rule looks for it
 * sparse: warning: static assertion failed
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
DEFINE_OWN_RCU(route_own, struct route, metric, OWN_KMALLOC);	/* ERROR */
#endif
