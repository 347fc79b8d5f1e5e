// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: a timer that arms itself while it is wanted, is put off by an event, and is stopped
 */
#include "../prelude.h"
#include <own/timer.h>

struct lamp_state {
	unsigned int level;
	bool gone;
};

struct lamp {
	struct kref refs;
	struct timer_list dim;
	OWN_LOCKED_BH(spinlock_t, struct lamp_state) state;
};
DEFINE_OWN(lamp_own, struct lamp, OWN_KMALLOC);
DEFINE_OWN_REF(lamp_ref, lamp_own, struct lamp, refs);
DEFINE_OWN_TIMER(lamp_dim, lamp_ref, struct lamp, dim, lamp_dim_now);

#include <own/strict.h>

static void lamp_dim_now(struct lamp_dim_fired fired)
{
	own_timer_fired(lamp_ref, l, fired);
	bool again;

	own_scoped_guard(spinlock, state, &own_use(l)->state) {
		if (state->level)
			state->level--;
		again = state->level && !state->gone;
	}
	if (again)
		own_rest(l, lamp_dim_arm(own_take(l), jiffies + HZ));
}

struct lamp_ref_result lamp_new(void)
{
	own_auto(lamp_own, lamp, own_alloc(lamp_own, GFP_KERNEL));

	if (own_none(lamp))
		return own_fail(lamp_ref, own_err(lamp));
	lamp_dim_init(own_mut(lamp));
	own_locked_init(&own_mut(lamp)->state);
	own_auto(lamp_ref, shared, lamp_ref_share(own_take(lamp)));
	return own_ok(shared);
}

int lamp_on(const struct lamp *lamp)
{
	own_auto(lamp_ref, l, lamp_ref_get(lamp));
	own_guard(spinlock_bh, state, &lamp->state);

	if (state->gone)
		return -ENODEV;
	state->level = 10;
	own_rest(l, lamp_dim_arm(own_take(l), jiffies + 10 * HZ));
	return 0;
}

void lamp_pause(const struct lamp *lamp)
{
	own_auto(lamp_ref, was_armed, lamp_dim_cancel(lamp));
}

void lamp_remove(const struct lamp *lamp)
{
	own_scoped_guard(spinlock_bh, state, &lamp->state)
		state->gone = true;
	own_auto(lamp_ref, was_armed, lamp_dim_stop(lamp));
}

void lamps_exit(void)
{
	own_timer_barrier();
}
