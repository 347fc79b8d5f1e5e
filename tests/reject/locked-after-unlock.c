// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: data is changed after its lock was released
 * Rust: E0425 (the guard is out of scope)
 * gcc: error: 'state' undeclared
 * clang context-analysis: error: use of undeclared identifier 'state'
 * coccinelle: silent: this is a matter of the language
 * sparse: warning: undefined identifier 'state'
 */
#include "../prelude.h"

void kill(struct box *box)
{
	own_scoped_guard(spinlock, state, &box->state) {
		if (state->dead)
			return;
#ifdef MENDED
		state->dead = true;
#endif
	}
#ifndef MENDED
	state->dead = true;	/* ERROR */
#endif
	wake_up(own_shared(&box->readers));
}
