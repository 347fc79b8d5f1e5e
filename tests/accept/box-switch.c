// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: each case of a switch does something else with the object
 */
#include "../prelude.h"

int dispatch(struct box *box, int kind)
{
	own_auto(parcel_own, p, box_pop(box));

	if (own_none(p))
		return own_err(p);
	switch (kind) {
	case 0:
		parcel_send(own_take(p));
		return 0;
	case 1:
		return parcel_setup(own_mut(p));
	case 2: {
		int err = own_rest(p, box_push(box, own_take(p)));

		if (err == -EAGAIN)
			parcel_send(own_take(p));
		return err;
	}
	case 3:
		own_drop(parcel_own, p);
		fallthrough;
	case 4:
		return -EPIPE;
	default:
		break;
	}
	return own_use(p)->tag;
}
