// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: an owner in a loop that is left by break and gone on with by continue
 */
#include "../prelude.h"

int pump(const struct box *from, const struct box *to)
{
	int err = 0;

	while (ready(0)) {
		own_auto(parcel_own, p, box_pop(from));
		if (own_none(p)) {
			err = own_err(p);
			break;
		}
		if (!own_use(p)->len)
			continue;
		if (own_use(p)->tag) {
			parcel_send(own_take(p));
			continue;
		}
		err = own_rest(p, box_push(to, own_take(p)));
		if (err)
			break;
	}
	return err;
}
