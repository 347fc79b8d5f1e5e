// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: the callback of an hrtimer takes a mutex
 * Rust: none in the language (klint reports it)
 * gcc: error: static assertion failed: "own: this lock may sleep, but an interrupt or a timer runs this function"
 * clang context-analysis: error: static assertion failed .* own: this lock may sleep, but an interrupt or a timer runs this function
 * coccinelle own-check: silent: the compilers reject it
 * sparse: warning: static assertion failed: "own: this lock may sleep, but an interrupt or a timer runs this function"
 */
#include "../prelude.h"
#include <own/timer.h>

struct lamp_settings {
	unsigned int level;
};

struct lamp {
	struct kref refs;
	struct hrtimer blink;
	unsigned int level;
	OWN_LOCKED(struct mutex, struct lamp_settings) settings;
};
void lamp_free(struct lamp *lamp);
DEFINE_OWN(lamp_own, struct lamp, lamp_free);
DEFINE_OWN_REF(lamp_ref, lamp_own, struct lamp, refs);
DEFINE_OWN_HRTIMER(lamp_blink, lamp_ref, struct lamp, blink, lamp_blink_now, CLOCK_MONOTONIC,
		   HRTIMER_MODE_REL);

int lamp_level(const struct lamp *lamp, unsigned int *level);

static enum hrtimer_restart lamp_blink_now(struct lamp_blink_fired fired)
{
	own_hrtimer_fired(l, fired);
	unsigned int level = 0;

#ifdef MENDED
	if (lamp_level(l, &level))
		return HRTIMER_NORESTART;
#else
	own_guard(mutex, settings, &l->settings);	/* ERROR */
	level = settings->level;
#endif
	lamp_blink_forward(fired, ms_to_ktime(level));
	return HRTIMER_RESTART;
}

void lamp_setup(struct lamp *lamp)
{
	lamp_blink_init(lamp);
}
