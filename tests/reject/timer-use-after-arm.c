// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a reference is used after the timer has taken it
 * Rust: E0382
 * gcc clang: error: own: 'l' is used here, but on some path it was taken or dropped before
 * context-analysis: silent: it follows pointers, not owners
 * own-check: silent: the compilers reject it
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"
#include <own/timer.h>

struct lamp {
	struct kref refs;
	struct timer_list off;
	unsigned int level;
};
void lamp_free(struct lamp *lamp);
DEFINE_OWN(lamp_own, struct lamp, lamp_free);
DEFINE_OWN_REF(lamp_ref, lamp_own, struct lamp, refs);
DEFINE_OWN_TIMER(lamp_off, lamp_ref, struct lamp, off, lamp_off_now);

static void lamp_off_now(struct lamp_off_fired fired)
{
	own_timer_fired(lamp_ref, l, fired);
}

unsigned int lamp_later(struct lamp *lamp)
{
	own_auto(lamp_ref, l, lamp_ref_get(lamp));

	if (own_rest(l, lamp_off_arm(own_take(l), jiffies + HZ)))
		return 0;
#ifdef MENDED
	return lamp->level;
#else
	return own_use(l)->level;	/* ERROR */
#endif
}
