// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: an object is set up alone, then published, then used through a reference
 */
#include "../prelude.h"

struct box_ref_result box_create(struct box_list *list, unsigned int id)
{
	own_auto(box_own, new, own_alloc(box_own, GFP_KERNEL));

	if (own_none(new))
		return own_fail(box_ref, own_err(new));
	own_mut(new)->id = id;
	init_waitqueue_head(own_shared(&own_mut(new)->readers));
	init_waitqueue_head(own_shared(&own_mut(new)->writers));
	own_locked_init(&own_mut(new)->state);
	own_locked_init(&own_mut(new)->settings);
	own_locked_init(&own_mut(new)->defaults);
	parcel_queue_init(&own_locked_mut(&own_mut(new)->state)->queue);
	own_locked_mut(&own_mut(new)->settings)->capacity = 16;

	own_auto(box_ref, box, box_ref_share(own_take(new)));
	box_list_push(list, box_ref_get(own_use(box)));
	return own_ok(box);
}
