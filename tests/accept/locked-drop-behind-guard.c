// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: a reference is dropped when the guard that looked into it has ended
 */
#include "../prelude.h"

void release(struct box_ref box)
{
	own_auto(box_ref, b, box);

	own_scoped_guard(mutex, settings, &own_use(b)->settings) {
		own_guard(spinlock, state, &own_use(b)->state);
		state->dead = true;
		settings->capacity = 0;
	}
	{
		own_guard_try(mutex_try, settings, &own_use(b)->settings, -EBUSY);
		if (!own_none(settings))
			own_use(settings)->capacity = 1;
	}
	wake_up(own_shared(&own_use(b)->readers));
	own_drop(box_ref, b);
}
