// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: a destructor that empties what the object owns and frees it
 */
#include "../prelude.h"

void box_destroy(struct box *box)
{
	/* SAFETY: the last reference is gone. */
	own_auto(box_own, b, own_unsafe_from(box_own, box));

	parcel_queue_drop_all(&own_locked_mut(&own_mut(b)->state)->queue);
	{
		own_auto(parcel_own, spare,
			 parcel_own_take_from(&own_locked_mut(&own_mut(b)->settings)->spare));
	}
	/* SAFETY: freed here. */
	kfree(own_unsafe_into(b));
}
