// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: a borrow in each round of a loop that is left by break, continue and at its end
 */
#include "../prelude.h"

int wake_all(unsigned int id, int rounds)
{
	own_auto(box_ref, b, box_find(id));

	if (own_none(b))
		return own_err(b);
	for (int i = 0; i < rounds; i++) {
		own_borrow(box, b);

		wake_up(own_shared(&box->readers));
		if (ready(i))
			continue;
		if (box->id == 1)
			break;
		wake_up(own_shared(&box->writers));
	}
	own_auto(parcel_own, p, box_pop(own_use(b)));
	own_drop(box_ref, b);
	return own_err(p);
}
