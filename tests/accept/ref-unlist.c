// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: an object is taken off a list, marked dead under its lock, and put without it
 */
#include "../prelude.h"

static OWN_LOCKED(struct mutex, struct box_list) boxes =
	OWN_LOCKED_INIT(__MUTEX_INITIALIZER, boxes, { });

int unlist(unsigned int id)
{
	own_auto(box_ref, gone, box_find(id));

	if (own_none(gone))
		return own_err(gone);
	own_borrow(box, gone);
	own_scoped_guard(spinlock, state, &box->state) {
		if (state->dead)
			return -ENOENT;
		state->dead = true;
	}
	wake_up_all(own_shared(&box->readers));
	wake_up_all(own_shared(&box->writers));

	own_auto(box_ref, listed);
	own_guard(mutex, list, &boxes);
	own_queue_for_each(box_list, each, list) {
		if (own_use(each) == box) {
			own_refill(box_ref, listed, own_take_out(box_list, each));
			break;
		}
	}
	return 0;
}
