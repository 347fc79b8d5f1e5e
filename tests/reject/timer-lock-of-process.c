// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: the callback of a timer takes a lock that others hold with timers on
 * Rust: none; it compiles, and hangs (lockdep reports it)
 * gcc: error: static assertion failed: "own: this function may interrupt who holds this lock
 * clang context-analysis: error: static assertion failed .* own: this function may interrupt who holds this lock
 * coccinelle own-check: silent: the compilers reject it
 * sparse: warning: static assertion failed: "own: this function may interrupt who holds this lock
 */
#include "../prelude.h"
#include <own/locked.h>
#include <own/timer.h>

struct lamp_state {
	unsigned int level;
};

struct lamp {
	struct kref refs;
	struct timer_list off;
	struct hrtimer blink;
#ifdef MENDED
	OWN_LOCKED_BH(spinlock_t, struct lamp_state) state;
#else
	OWN_LOCKED(spinlock_t, struct lamp_state) state;
#endif
};
DEFINE_OWN(lamp_own, struct lamp, OWN_KMALLOC);
DEFINE_OWN_REF(lamp_ref, lamp_own, struct lamp, refs);
DEFINE_OWN_TIMER(lamp_off, lamp_ref, struct lamp, off, lamp_off_now);

static void lamp_off_now(struct lamp_off_fired fired)
{
	own_timer_fired(lamp_ref, l, fired);
	own_guard(spinlock, state, &own_use(l)->state);	/* ERROR */

	state->level = 0;
}

void lamp_setup(struct lamp *lamp)
{
	lamp_off_init(lamp);
}
