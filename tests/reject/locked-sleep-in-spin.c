// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a mutex is taken while a spinlock is held
 * Rust: none in the language (klint reports it)
 * gcc: error: static assertion failed: "own: this lock may sleep, but a spinlock is held in this scope"
 * clang context-analysis: error: static assertion failed .* own: this lock may sleep, but a spinlock is held in this scope
 * coccinelle: silent: the compilers know
 * sparse: warning: static assertion failed: "own: this lock may sleep, but a spinlock is held in this scope"
 */
#include "../prelude.h"

void resize(struct box *box)
{
#ifdef MENDED
	own_guard(mutex, settings, &box->settings);
	own_guard(spinlock, state, &box->state);
#else
	own_guard(spinlock, state, &box->state);
	own_guard(mutex, settings, &box->settings);	/* ERROR */
#endif

	if (state->dead)
		settings->capacity = 0;
}
