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
	wake_up_all(&box->readers);
	wake_up_all(&box->writers);

	own_auto(box_ref, listed, own_nothing(box_ref));
	own_guard(mutex, list, &boxes);
	own_refill(box_ref, listed, box_list_remove(list, box));
	return 0;
}
