// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: locked data is set up by its only owner, without the lock
 */
#include "../prelude.h"

int set_up(struct box_own box)
{
	own_auto(box_own, b, box);
	struct box_settings *settings = own_locked_mut(&own_mut(b)->settings);

	own_locked_init(&own_mut(b)->settings);
	settings->capacity = 4;
	own_locked_init(&own_mut(b)->state);
	parcel_queue_init(&own_locked_mut(&own_mut(b)->state)->queue);
	return settings->capacity;
}
