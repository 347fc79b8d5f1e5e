// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: the block that holds a lock is left early, by continue and by goto
 */
#include "../prelude.h"

int take_room(const struct box *box, size_t len)
{
	bool room = false;

	own_scoped_guard(spinlock, state, &box->state) {
		if (state->dead)
			goto dead;
		if (state->bytes < len)
			continue;
		state->bytes -= len;
		room = true;
	}
	return room ? 0 : -EAGAIN;
dead:
	return -EPIPE;
}
