// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: the callback of an hrtimer writes what others read
 * Rust: E0594
 * gcc: error: assignment of member 'level' in read-only object
 * clang context-analysis: error: cannot assign to variable 'l' with const-qualified type
 * coccinelle own-check: silent: the compilers reject it
 * sparse: warning: assignment to const expression
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

void lamp_dim(const struct lamp *lamp);

static enum hrtimer_restart lamp_blink_now(struct lamp_blink_fired fired)
{
	own_hrtimer_fired(l, fired);
#ifdef MENDED
	lamp_dim(l);
#else
	l->level = 0;	/* ERROR */
#endif
	return HRTIMER_NORESTART;
}
