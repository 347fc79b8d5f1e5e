// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: an hrtimer that takes a spinlock runs in hardirq on PREEMPT_RT, too
 * Rust: none
 * gcc: error: static assertion failed: "own: the callback of lamp_blink may take a spinlock, which sleeps on PREEMPT_RT
 * clang context-analysis: error: static assertion failed .* own: the callback of lamp_blink may take a spinlock, which sleeps on PREEMPT_RT
 * coccinelle own-check: silent: the compilers reject it
 * sparse: warning: static assertion failed: "own: the callback of lamp_blink may take a spinlock
 */
#include "../prelude.h"
#include <own/timer.h>

struct lamp {
	struct kref refs;
	struct hrtimer blink;
};
void lamp_free(struct lamp *lamp);
DEFINE_OWN(lamp_own, struct lamp, lamp_free);
DEFINE_OWN_REF(lamp_ref, lamp_own, struct lamp, refs);
#ifdef MENDED
DEFINE_OWN_HRTIMER(lamp_blink, lamp_ref, struct lamp, blink, lamp_blink_now, CLOCK_MONOTONIC,
		   HRTIMER_MODE_REL);
#else
DEFINE_OWN_HRTIMER(lamp_blink, lamp_ref, struct lamp, blink, lamp_blink_now, CLOCK_MONOTONIC,	/* ERROR */
		   HRTIMER_MODE_REL_HARD);
#endif

static enum hrtimer_restart lamp_blink_now(struct lamp_blink_fired fired)
{
	return HRTIMER_NORESTART;
}
