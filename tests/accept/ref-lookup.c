// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: a lookup walks a list under its lock and takes a reference of what it finds
 */
#include "../prelude.h"

static OWN_LOCKED(struct mutex, struct box_list) boxes =
	OWN_LOCKED_INIT(__MUTEX_INITIALIZER, boxes, { });

struct box_ref_result lookup(unsigned int id)
{
	own_guard(mutex, list, &boxes);
	own_queue_for_each(box_list, each, list) {
		if (own_use(each)->id == id) {
			own_auto(box_ref, found, box_ref_get(own_use(each)));
			return own_ok(found);
		}
	}
	return own_fail(box_ref, -ENOENT);
}
