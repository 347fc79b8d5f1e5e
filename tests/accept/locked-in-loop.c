// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: a guard in each round of a loop with break, continue and return
 */
#include "../prelude.h"

int kill_some(unsigned int id, int rounds)
{
	own_auto(box_ref, b, box_find(id));

	if (own_none(b))
		return own_err(b);
	for (int i = 0; i < rounds; i++) {
		own_borrow(box, b);
		own_guard(spinlock, state, &box->state);

		if (state->dead)
			break;
		if (ready(i))
			continue;
		if (state->bytes > PAGE_SIZE)
			return -ENOSPC;
		state->bytes++;
	}
	own_drop(box_ref, b);
	return 0;
}
