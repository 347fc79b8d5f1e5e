// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: the handle of an hrtimer is thrown away, and the object lives for ever
 * Rust: none (unused_must_use; the timer would be cancelled at once)
 * gcc: error: ignoring return value of type .struct lamp_blink., declared with attribute .nodiscard.
 * clang: error: ignoring return value of type 'lamp_blink' declared with 'nodiscard' attribute
 * context-analysis own-check: silent: the compilers reject it
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not follow values
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
DEFINE_OWN_HRTIMER(lamp_blink, lamp_ref, struct lamp, blink, lamp_blink_now, CLOCK_MONOTONIC,
		   HRTIMER_MODE_REL);

static enum hrtimer_restart lamp_blink_now(struct lamp_blink_fired fired)
{
	return HRTIMER_NORESTART;
}

#ifdef MENDED
struct lamp_blink lamp_go(struct lamp *lamp)
{
	return lamp_blink_start(lamp_ref_get(lamp), ms_to_ktime(500));
}
#else
void lamp_go(struct lamp *lamp)
{
	lamp_blink_start(lamp_ref_get(lamp), ms_to_ktime(500));	/* ERROR */
}
#endif
