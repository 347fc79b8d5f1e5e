// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: functions that may sleep are called where no spinlock is held
 */
#include "../prelude.h"

static int store(struct box *box) __own_sleeps;
static int store(struct box *box)
{
	own_guard(mutex, settings, &box->settings);

	return settings->capacity;
}

int count(struct box *box, int n)
{
	while (n--) {
		own_scoped_guard(spinlock, state, &box->state) {
			if (state->dead)
				return -ENODEV;
			state->bytes--;
		}
		if (store(box))
			return 0;
	}
	own_guard(rwsem_read, defaults, &box->defaults);
	return store(box) + defaults->capacity;
}
