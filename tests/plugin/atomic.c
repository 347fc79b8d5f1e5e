// SPDX-License-Identifier: GPL-2.0-only
/* Rule sleep: what may sleep, where a spinlock is held or a timer calls. */
#include "../prelude.h"
#include <linux/delay.h>
#include <linux/timer.h>
#include <own/rcu.h>

int box_store(const struct box *box) __own_sleeps;

static int through_another(const struct box *box)
{
	return box_store(box);
}

int under_guard(struct box *box)
{
	own_guard(spinlock, state, &box->state);

	state->bytes++;
	return through_another(box);	/* SAYS: sleep */
}

int after_guard(struct box *box)
{
	own_scoped_guard(spinlock, state, &box->state)
		state->bytes++;
	return through_another(box);
}

static void tick(struct timer_list *timer)
{
	msleep(1);	/* SAYS: sleep */
}

void start(struct timer_list *timer)
{
	timer_setup(timer, tick, 0);
	msleep(1);
}

/* RCU calls what ends an object, and nothing sleeps while it is read. */
struct route {
	int metric;
	struct rcu_head rcu;
};

static void route_end(struct route *route)
{
	msleep(1);	/* SAYS: sleep */
}
DEFINE_OWN_RCU(route_own, struct route, rcu, OWN_KMALLOC, own_run(route_end));

static void rest(void)
{
	msleep(1);
}

void end(struct route_own_rcu *place)
{
	route_own_rcu_clear(place);
}

int while_read(struct route_own_rcu *place)
{
	own_rcu_read(route_own, route, place);

	if (own_none(route))
		return own_err(route);
	rest();	/* SAYS: sleep */
	return own_use(route)->metric;
}

int after_read(struct route_own_rcu *place)
{
	{
		own_rcu_read(route_own, route, place);

		if (own_none(route))
			return own_err(route);
	}
	rest();
	return 0;
}
