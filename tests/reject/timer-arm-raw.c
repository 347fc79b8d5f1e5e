// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a timer is armed for an object that nobody keeps alive
 * Rust: E0308
 * gcc: error: incompatible type for argument 1 of 'lamp_off_arm'
 * clang context-analysis: error: passing 'struct lamp \*' to parameter of incompatible type 'struct lamp_ref'
 * coccinelle own-check: silent: the compilers reject it
 * sparse: warning: incorrect type in argument 1 \(invalid types\)
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
#ifdef MENDED
	own_auto(lamp_ref, l, lamp_ref_get(lamp));

	own_rest(l, lamp_off_arm(own_take(l), jiffies + HZ));
#else
	(void)lamp_off_arm(lamp, jiffies + HZ);	/* ERROR */
#endif
}
