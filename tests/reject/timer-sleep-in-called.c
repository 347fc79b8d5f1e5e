// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a function that the callback of a timer calls sleeps
 * Rust: none in the language (klint reports it)
 * gcc clang: silent: they see one scope
 * context-analysis: silent: the function has no contract
 * own-check: warning: own: 'lamp_dim' may sleep, but this function is called by an interrupt or a timer
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not know which function sleeps
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

static void lamp_dim(const struct lamp *lamp)
{
#ifdef MENDED
	udelay(10);
#else
	msleep(10);
#endif
}

static void lamp_off_now(struct lamp_off_fired fired)
{
	own_timer_fired(lamp_ref, l, fired);

	lamp_dim(own_use(l));	/* ERROR: own-check */
}

void lamp_setup(struct lamp *lamp)
{
	lamp_off_init(lamp);
}
