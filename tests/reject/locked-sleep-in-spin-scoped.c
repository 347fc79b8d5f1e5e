// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a mutex is taken in a block that holds a spinlock
 * Rust: none in the language (klint reports it)
 * gcc: error: static assertion failed: "own: this lock may sleep, but a spinlock is held in this scope"
 * clang context-analysis: error: static assertion failed .* own: this lock may sleep, but a spinlock is held in this scope
 * coccinelle: silent: the compilers know
 * sparse: warning: static assertion failed: "own: this lock may sleep, but a spinlock is held in this scope"
 */
#include "../prelude.h"

void resize(struct box *box)
{
	bool dead = false;

	own_scoped_guard(spinlock, state, &box->state) {
		dead = state->dead;
#ifndef MENDED
		own_guard(mutex, settings, &box->settings);	/* ERROR */
		if (dead)
			settings->capacity = 0;
#endif
	}
#ifdef MENDED
	own_guard(mutex, settings, &box->settings);
	if (dead)
		settings->capacity = 0;
#endif
}
