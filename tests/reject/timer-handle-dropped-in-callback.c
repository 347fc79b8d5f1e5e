// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: an hrtimer is cancelled by its own callback, which waits for itself
 * Rust: none (a deadlock is safe in Rust)
 * gcc clang context-analysis own-check coccinelle sparse: silent: what a callback may wait for is not known; a hard lockup at run time
 */
#include "../prelude.h"
#include <own/timer.h>

struct lamp {
	struct kref refs;
	struct hrtimer blink;
	unsigned int level;
};
void lamp_free(struct lamp *lamp);
DEFINE_OWN(lamp_own, struct lamp, lamp_free);
DEFINE_OWN_REF(lamp_ref, lamp_own, struct lamp, refs);
DEFINE_OWN_HRTIMER(lamp_blink, lamp_ref, struct lamp, blink, lamp_blink_now, CLOCK_MONOTONIC,
		   HRTIMER_MODE_REL);

extern struct lamp_blink_slot blinking;

static enum hrtimer_restart lamp_blink_now(struct lamp_blink_fired fired)
{
	own_hrtimer_fired(l, fired);

#ifndef MENDED
	if (!l->level) {
		own_auto(lamp_blink, b, lamp_blink_take_from(&blinking));
	}
#endif
	return l->level ? HRTIMER_RESTART : HRTIMER_NORESTART;
}

void lamp_setup(struct lamp *lamp)
{
	lamp_blink_init(lamp);
}
