// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: the callback of a timer takes a mutex
 * Rust: none in the language (klint reports it)
 * gcc: error: static assertion failed: "own: this lock may sleep, but an interrupt or a timer runs this function"
 * clang context-analysis: error: static assertion failed .* own: this lock may sleep, but an interrupt or a timer runs this function
 * coccinelle own-check: silent: the compilers reject it
 * sparse: warning: static assertion failed: "own: this lock may sleep, but an interrupt or a timer runs this function"
 */
#include "../prelude.h"
#include <own/timer.h>

struct lamp_settings {
	unsigned int level;
};

struct lamp {
	struct kref refs;
	struct timer_list off;
	unsigned int level;
	OWN_LOCKED(struct mutex, struct lamp_settings) settings;
};
void lamp_free(struct lamp *lamp);
DEFINE_OWN(lamp_own, struct lamp, lamp_free);
DEFINE_OWN_REF(lamp_ref, lamp_own, struct lamp, refs);
DEFINE_OWN_TIMER(lamp_off, lamp_ref, struct lamp, off, lamp_off_now);

void lamp_dim(const struct lamp *lamp);

static void lamp_off_now(struct lamp_off_fired fired)
{
	own_timer_fired(lamp_ref, l, fired);
#ifdef MENDED
	lamp_dim(own_use(l));
#else
	own_guard(mutex, settings, &own_use(l)->settings);	/* ERROR */
	settings->level = 0;
#endif
}

void lamp_setup(struct lamp *lamp)
{
	lamp_off_init(lamp);
}
