// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: the callback of an hrtimer in an interrupt takes a lock that keeps softirqs away only
 * Rust: none; it compiles, and hangs (lockdep reports it)
 * gcc: error: static assertion failed: "own: this function may interrupt who holds this lock
 * clang context-analysis: error: static assertion failed .* own: this function may interrupt who holds this lock
 * coccinelle own-check: silent: the compilers reject it
 * sparse: warning: static assertion failed: "own: this function may interrupt who holds this lock
 */
#include "../prelude.h"
#include <own/locked.h>
#include <own/timer.h>

struct lamp_state {
	unsigned int level;
};

struct lamp {
	struct kref refs;
	struct timer_list off;
	struct hrtimer blink;
#ifdef MENDED
	OWN_LOCKED_IRQ(spinlock_t, struct lamp_state) state;
#else
	OWN_LOCKED_BH(spinlock_t, struct lamp_state) state;
#endif
};
DEFINE_OWN(lamp_own, struct lamp, OWN_KMALLOC);
DEFINE_OWN_REF(lamp_ref, lamp_own, struct lamp, refs);
DEFINE_OWN_HRTIMER(lamp_blink, lamp_ref, struct lamp, blink, lamp_blink_now, CLOCK_MONOTONIC,
		   HRTIMER_MODE_REL);

static enum hrtimer_restart lamp_blink_now(struct lamp_blink_fired fired)
{
	own_hrtimer_fired(lamp, fired);
	own_guard(spinlock_irqsave, state, &lamp->state);	/* ERROR */

	state->level = !state->level;
	return HRTIMER_NORESTART;
}

void lamp_setup(struct lamp *lamp)
{
	lamp_blink_init(lamp);
}
