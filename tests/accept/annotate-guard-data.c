// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: functions that work on locked data ask for it
 */
#include "../prelude.h"

static bool roomy(const struct box_state *state) __own_borrows(state);
static bool roomy(const struct box_state *state)
{
	return !state->dead && state->bytes < 4096;
}

static void account(struct box_state *state, size_t bytes) __own_borrows_mut(state);
static void account(struct box_state *state, size_t bytes)
{
	if (roomy(state))
		state->bytes += bytes;
}

int send(struct box *box, struct box *other)
{
	own_scoped_guard(spinlock, state, &box->state) {
		if (!roomy(state))
			return -EAGAIN;
		account(state, 1);
	}
	if (box == other)
		return 0;
	own_guard_pair(spinlock, from, box, to, other, state);
	if (!roomy(from) || !roomy(to))
		return -EAGAIN;
	account(from, 1);
	account(to, 1);
	return 0;
}

void set_up(struct box_own box)
{
	own_auto(box_own, b, box);
	struct box_state *state = own_locked_mut(&own_mut(b)->state);

	own_locked_init(&own_mut(b)->state);
	account(state, 0);
	account(own_locked_mut(&own_mut(b)->state), 0);
}
