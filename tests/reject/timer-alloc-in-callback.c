// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: the callback of a timer allocates with GFP_KERNEL
 * Rust: none in the language (klint reports it)
 * gcc clang: error: own: this allocation may sleep, but an interrupt or a timer runs this function
 * context-analysis own-check: silent: the compilers reject it
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not ask the rules
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

void note(struct parcel_own parcel);

static void lamp_off_now(struct lamp_off_fired fired)
{
	own_timer_fired(lamp_ref, l, fired);
#ifdef MENDED
	own_auto(parcel_own, p, own_alloc_flex(parcel_own, data, 8, GFP_ATOMIC));
#else
	own_auto(parcel_own, p, own_alloc_flex(parcel_own, data, 8, GFP_KERNEL));	/* ERROR */
#endif

	if (own_none(p))
		return;
	note(own_take(p));
}

void lamp_setup(struct lamp *lamp)
{
	lamp_off_init(lamp);
}
