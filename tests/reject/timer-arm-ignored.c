// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: the reference of a timer that was armed already is lost
 * Rust: none (unused_must_use warns)
 * gcc: error: ignoring return value of type .struct lamp_ref_rest., declared with attribute .nodiscard.
 * clang: error: ignoring return value of type 'lamp_ref_rest' declared with 'nodiscard' attribute
 * context-analysis own-check: silent: the compilers reject it
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"
#include <own/timer.h>

struct lamp {
	struct kref refs;
	struct timer_list off;
};
void lamp_free(struct lamp *lamp);
DEFINE_OWN(lamp_own, struct lamp, lamp_free);
DEFINE_OWN_REF(lamp_ref, lamp_own, struct lamp, refs);
DEFINE_OWN_TIMER(lamp_off, lamp_ref, struct lamp, off, lamp_off_now);

static void lamp_off_now(struct lamp_off_fired fired)
{
	own_timer_fired(lamp_ref, l, fired);
}

void lamp_later(struct lamp *lamp)
{
	own_auto(lamp_ref, l, lamp_ref_get(lamp));

#ifdef MENDED
	own_rest(l, lamp_off_arm(own_take(l), jiffies + HZ));
#else
	lamp_off_arm(own_take(l), jiffies + HZ);	/* ERROR */
#endif
}
