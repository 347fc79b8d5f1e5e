// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: the reference that a stopped timer had is lost
 * Rust: none (unused_must_use; leaking is safe in Rust)
 * gcc: error: ignoring return value of type .struct lamp_ref_result., declared with attribute .nodiscard.
 * clang: error: ignoring return value of type 'lamp_ref_result' declared with 'nodiscard' attribute
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

void lamp_remove(struct lamp *lamp)
{
#ifdef MENDED
	own_auto(lamp_ref, was_armed, lamp_off_stop(lamp));
#else
	lamp_off_stop(lamp);	/* ERROR */
#endif
}
