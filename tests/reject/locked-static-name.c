// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: data is reached by the name that is for static initialisers only
 * Rust: none (the data is private)
 * gcc clang context-analysis sparse: silent: an initialiser must be able to name it
 * coccinelle: silent: no rule looks for it
 * tokens: warning: own: __own_static is private to the library; reach it through the macros
 */
#include "../prelude.h"

void kill(struct box *box)
{
#ifdef MENDED
	own_guard(spinlock, state, &box->state);

	state->dead = true;
#else
	box->state.__own_static.data.dead = true;	/* ERROR */
#endif
}
