// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: look under the lock, leave it to sleep, look again
 */
#include "../prelude.h"

int wait_for_room(struct box *box, size_t len)
{
	for (;;) {
		bool room = false;

		own_scoped_guard(spinlock, state, &box->state) {
			if (state->dead)
				return -EPIPE;
			room = state->bytes + len <= PAGE_SIZE;
		}
		if (room)
			return 0;
		if (wait_event_interruptible(*own_shared(&box->writers), ready(0)))
			return -ERESTARTSYS;
		own_guard(mutex, settings, &box->settings);
		if (!settings->capacity)
			return -ENOSPC;
	}
}
