// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a timer is armed by hand, which keeps nothing alive
 * Rust: none (private; unsafe)
 * gcc: error: attempt to use poisoned "mod_timer"
 * clang context-analysis: error: attempt to use a poisoned identifier
 * coccinelle own-check: silent: the compilers reject it
 * sparse: silent: it knows no poison
 */
#include "../prelude.h"
#include <linux/timer.h>
#include <own/strict.h>

struct lamp {
	struct kref refs;
	struct timer_list off;
};
DEFINE_OWN(lamp_own, struct lamp, OWN_KMALLOC);
DEFINE_OWN_REF(lamp_ref, lamp_own, struct lamp, refs);
DEFINE_OWN_TIMER(lamp_off, lamp_ref, struct lamp, off, lamp_off_now);

static void lamp_off_now(struct lamp_off_fired fired)
{
	own_timer_fired(lamp_ref, l, fired);
}

void lamp_later(struct lamp *lamp)
{
#ifdef MENDED
	own_auto(lamp_ref, l, lamp_ref_get(lamp));

	own_rest(l, lamp_off_arm(own_take(l), jiffies + HZ));
#else
	mod_timer(&lamp->off, jiffies + HZ);	/* ERROR */
#endif
}
