// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: an hrtimer that goes on while its handle is kept in a file's data
 */
#include "../prelude.h"
#include <own/timer.h>

struct pump_state {
	unsigned int strokes;
	bool off;
};

struct pump {
	struct kref refs;
	struct hrtimer timer;
	OWN_LOCKED_BH(spinlock_t, struct pump_state) state;
};
DEFINE_OWN(pump_own, struct pump, OWN_KMALLOC);
DEFINE_OWN_REF(pump_ref, pump_own, struct pump, refs);
DEFINE_OWN_HRTIMER(pump_tick, pump_ref, struct pump, timer, pump_stroke, CLOCK_MONOTONIC,
		   HRTIMER_MODE_REL_SOFT);

struct session_run {
	struct pump_tick_slot ticking;
};

struct session {
	OWN_LOCKED(struct mutex, struct session_run) run;
};
DEFINE_OWN(session_own, struct session, OWN_KMALLOC, own_locked_member(pump_tick, run, ticking));

#include <own/strict.h>

static enum hrtimer_restart pump_stroke(struct pump_tick_fired fired)
{
	own_hrtimer_fired(p, fired);
	own_guard(spinlock, state, &p->state);

	if (state->off)
		return HRTIMER_NORESTART;
	state->strokes += pump_tick_forward(fired, ms_to_ktime(10));
	return HRTIMER_RESTART;
}

void pump_setup(struct pump *pump)
{
	pump_tick_init(pump);
	own_locked_init(&pump->state);
}

void session_start(const struct session *session, const struct pump *pump)
{
	own_auto(pump_tick, ticking, pump_tick_start(pump_ref_get(pump), ms_to_ktime(10)));
	own_auto(pump_tick, before);

	own_guard(mutex, run, &session->run);
	own_refill(pump_tick, before, pump_tick_swap(&run->ticking, own_take(ticking)));
}

void session_stop(const struct session *session)
{
	own_auto(pump_tick, ticking);

	own_scoped_guard(mutex, run, &session->run)
		own_refill(pump_tick, ticking, pump_tick_take_from(&run->ticking));
}

struct pump_ref pump_only(struct pump_tick ticking)
{
	return pump_tick_cancel(ticking);
}
