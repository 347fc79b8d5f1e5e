// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: the data and not its address is given to a guard
 * Rust: E0308
 * gcc clang: error: own: the address of the OWN_LOCKED\(\) is wanted here: put & in front of it
 * context-analysis: error: member reference type .* is not a pointer|where arithmetic or pointer type is required|invalid argument type
 * coccinelle: silent: no rule looks for it
 * sparse: warning: .
 */
#include "../prelude.h"

void kill(const struct box *box)
{
#ifdef MENDED
	own_guard(spinlock, state, &box->state);
#else
	own_guard(spinlock, state, box->state);	/* ERROR */
#endif
	state->dead = true;	/* ERROR: sparse */
}
