// SPDX-License-Identifier: GPL-2.0-only
/*
 * Question: state is the data behind the box's lock. Does this compile?
 * a: Yes. It is a data race, which KCSAN may see.
 * b: No: behind the block there is no state.
 * c: Yes. It is right: one word is written at once.
 * Answer: b
 * gcc: error: 'state' undeclared (first use in this function)
 *
 * The guard declares the only name by which the data can be reached, and the name ends where the
 * lock is released. This needs no proof: it is the scope of a variable.
 */
#include "../../tests/prelude.h"

void stop(struct box *box)
{
	own_scoped_guard(spinlock, state, &box->state)
		state->dead = true;
	state->bytes = 0;	/* ERROR */
}
