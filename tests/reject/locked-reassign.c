// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: the pointer to locked data is made to point to other data
 * Rust: E0384
 * gcc: error: assignment of read-only variable 'state'
 * clang context-analysis: error: cannot assign to variable 'state' with const-qualified type
 * coccinelle: silent: this is a matter of types
 * sparse: warning: assignment to const expression
 */
#include "../prelude.h"

void kill(struct box *box, struct box_state *other)
{
	own_guard(spinlock, state, &box->state);

#ifndef MENDED
	state = other;	/* ERROR */
#endif
	state->dead = true;
}
