// SPDX-License-Identifier: GPL-2.0-only
/* Rule sleep: what may sleep, where a spinlock is held or a timer calls. */
#include "../prelude.h"
#include <linux/delay.h>
#include <linux/timer.h>

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
