// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: the callback takes what it is given for another kind of reference
 * Rust: E0308
 * gcc: error: '_Generic' selector of type 'struct fan_ref' is not compatible with any association
 * clang context-analysis: error: controlling expression type 'struct fan_ref' not compatible with any generic association type
 * coccinelle own-check: silent: the compilers reject it
 * sparse: warning: no generic selection for 'struct fan_ref __own_fired'|invalid initializer
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

struct fan {
	struct kref refs;
	struct timer_list off;
};
void fan_free(struct fan *fan);
DEFINE_OWN(fan_own, struct fan, fan_free);
DEFINE_OWN_REF(fan_ref, fan_own, struct fan, refs);
DEFINE_OWN_TIMER(fan_off, fan_ref, struct fan, off, fan_off_now);
DEFINE_OWN_TIMER(lamp_off, lamp_ref, struct lamp, off, lamp_off_now);

static void lamp_off_now(struct lamp_off_fired fired)
{
	own_timer_fired(lamp_ref, l, fired);
}

static void fan_off_now(struct fan_off_fired fired)
{
#ifdef MENDED
	own_timer_fired(fan_ref, f, fired);
#else
	own_timer_fired(lamp_ref, f, fired);	/* ERROR */
#endif
}
