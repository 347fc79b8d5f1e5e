// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: code that may sleep, before and after a block that may not
 */
#include "../prelude.h"

int flush(struct box *box)
{
	own_may_sleep();
	own_scoped_guard(spinlock, state, &box->state)
		state->bytes = 0;
	own_may_sleep();
	own_guard(mutex, settings, &box->settings);
	own_may_sleep();
	return settings->capacity;
}
