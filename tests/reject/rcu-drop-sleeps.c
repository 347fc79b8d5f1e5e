// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: what ends an object after its readers sleeps, and RCU calls it in a softirq
 * Rust: none (the tool klint)
 * gcc clang: silent: they do not follow calls
 * context-analysis: silent: the function has no contract
 * own-check: warning: own: 'msleep' may sleep, but this function is called by an interrupt or a timer
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not follow calls
 */
#include "../prelude.h"
#include <own/rcu.h>

struct route {
	u32 metric;
#ifdef MENDED
	struct rcu_work rcu;
#else
	struct rcu_head rcu;
#endif
};

static void route_end(struct route *route)
{
	msleep(route->metric);	/* ERROR */
}

#ifdef MENDED
static struct workqueue_struct *queue;
DEFINE_OWN_RCU(route_own, struct route, OWN_RCU_WORK(rcu, queue), OWN_KMALLOC, own_run(route_end));
#else
DEFINE_OWN_RCU(route_own, struct route, rcu, OWN_KMALLOC, own_run(route_end));
#endif

int end_one(struct route_own route)
{
	own_auto(route_own, r, route);

	return own_use(r)->metric;
}
