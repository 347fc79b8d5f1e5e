// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: data is changed without taking the lock that protects it
 * Rust: none (there is no name for the data without the guard)
 * gcc clang context-analysis: error: '__data' is unavailable: own: private, reach it through the macros
 * coccinelle: silent: the compilers know
 * sparse: silent: it does not know the attribute
 * tokens: warning: own: __data is private to the library; reach it through the macros
 */
#include "../prelude.h"

void kill(struct box *box)
{
#ifdef MENDED
	own_guard(spinlock, state, &box->state);

	state->dead = true;
#else
	box->state.__data.dead = true;	/* ERROR */
#endif
}
