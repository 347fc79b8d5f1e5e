// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a function holds the lock that the callback of a timer wants, with timers on
 * Rust: none; it compiles, and hangs (lockdep reports it)
 * gcc: error: static assertion failed: "own: an interrupt or a timer may want this lock while it is held here
 * clang context-analysis: error: static assertion failed .* own: an interrupt or a timer may want this lock while it is held here
 * coccinelle own-check: silent: the compilers reject it
 * sparse: warning: static assertion failed: "own: an interrupt or a timer may want this lock while it is held here
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
	OWN_LOCKED_BH(spinlock_t, struct lamp_state) state;
};
DEFINE_OWN(lamp_own, struct lamp, OWN_KMALLOC);
DEFINE_OWN_REF(lamp_ref, lamp_own, struct lamp, refs);
DEFINE_OWN_TIMER(lamp_off, lamp_ref, struct lamp, off, lamp_off_now);

static void lamp_off_now(struct lamp_off_fired fired)
{
	own_timer_fired(lamp_ref, l, fired);
	own_guard(spinlock, state, &own_use(l)->state);

	state->level = 0;
}

void lamp_set(const struct lamp *lamp, unsigned int level)
{
#ifdef MENDED
	own_guard(spinlock_bh, state, &lamp->state);
#else
	own_guard(spinlock, state, &lamp->state);	/* ERROR */
#endif

	state->level = level;
}

void lamp_setup(struct lamp *lamp)
{
	lamp_off_init(lamp);
}
